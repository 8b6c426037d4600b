package activate.agent.heartbeat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The public host keys of this node's SSH server: from the given files, else the system's, else as
 * the server itself shows them.
 */
public final class HostKeys {
    private static final Path SYSTEM = Path.of("/etc/ssh");
    private static final int USUAL_PORT = 22;
    private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(5);

    private final List<Path> files;
    private final int port;

    public HostKeys(List<Path> files, int port) {
        this.files = files;
        this.port = port;
    }

    /** Lines of `type base64`, in a steady order. */
    public List<String> read() {
        TreeSet<String> keys = new TreeSet<>();
        // The system's files belong to the server on the usual port; another one is asked itself.
        boolean usual = port == USUAL_PORT;
        if (files.isEmpty() && !usual) {
            scan(keys);
        }
        if (keys.isEmpty()) {
            read(files.isEmpty() ? systemFiles() : files, keys);
        }
        if (keys.isEmpty()) {
            scan(keys);
        }
        return List.copyOf(keys);
    }

    private static void read(List<Path> files, Set<String> keys) {
        for (Path file : files) {
            try {
                Files.readString(file)
                        .lines()
                        .forEach(line -> add(keys, line.strip().split("\\s+", -1), 0));
            } catch (IOException _) {
                // The server can still be asked.
            }
        }
    }

    private static List<Path> systemFiles() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(SYSTEM, "ssh_host_*_key.pub")) {
            keys.forEach(found::add);
        } catch (IOException _) {
            // No OpenSSH in its usual place.
        }
        return found;
    }

    /** The connection stays on this machine, so what answers is this machine's server. */
    private void scan(Set<String> keys) {
        RunProgram.run(
                        SCAN_TIMEOUT,
                        "ssh-keyscan",
                        "-T",
                        "3",
                        "-p",
                        Integer.toString(port),
                        "127.0.0.1")
                .ifPresent(
                        text ->
                                text.lines()
                                        .filter(line -> !line.startsWith("#"))
                                        .forEach(
                                                line ->
                                                        add(
                                                                keys,
                                                                line.strip().split("\\s+", -1),
                                                                1)));
    }

    private static void add(Set<String> keys, String[] words, int from) {
        if (words.length >= from + 2 && !words[from].startsWith("#")) {
            keys.add(words[from] + " " + words[from + 1]);
        }
    }
}
