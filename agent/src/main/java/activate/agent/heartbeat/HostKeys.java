package activate.agent.heartbeat;

import activate.agent.state.SshAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The public host keys of this node's SSH server: from the given files, else as the server itself
 * shows them, else from the system's files. The files are only a guess: a server may have its keys
 * elsewhere, and what is reported is what every user is made to expect.
 */
public final class HostKeys {
    private static final Path SYSTEM = Path.of("/etc/ssh");
    private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(5);

    private final List<Path> files;
    private final SshAddress ssh;
    private final Path system;

    public HostKeys(List<Path> files, SshAddress ssh) {
        this(files, ssh, SYSTEM);
    }

    HostKeys(List<Path> files, SshAddress ssh, Path system) {
        this.files = files;
        this.ssh = ssh;
        this.system = system;
    }

    /**
     * What was found.
     *
     * @param keys lines of `type base64`, in a steady order
     * @param guessed whether they are the system's files, because no server answered
     */
    public record Found(List<String> keys, boolean guessed) {
        public Found {
            keys = List.copyOf(keys);
        }
    }

    /** Reads them anew. */
    public Found read() {
        TreeSet<String> keys = new TreeSet<>();
        if (!files.isEmpty()) {
            read(files, keys);
        }
        if (keys.isEmpty()) {
            scan(keys);
        }
        if (!keys.isEmpty()) {
            return new Found(List.copyOf(keys), false);
        }
        read(systemFiles(), keys);
        return new Found(List.copyOf(keys), true);
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

    private List<Path> systemFiles() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(system, "ssh_host_*_key.pub")) {
            keys.forEach(found::add);
        } catch (IOException _) {
            // No OpenSSH in its usual place.
        }
        return found;
    }

    /** The connection stays on this machine, so what answers is this machine's server. */
    private void scan(Set<String> keys) {
        try {
            for (InetSocketAddress address : ssh.addresses()) {
                scan(address, keys);
            }
        } catch (UnknownHostException _) {
            // Its name is gone: nothing to ask.
        }
    }

    /** Three connections: OpenSSH bears a grudge against addresses that only look at it. */
    private static void scan(InetSocketAddress address, Set<String> keys) {
        RunProgram.run(
                        SCAN_TIMEOUT,
                        "ssh-keyscan",
                        "-T",
                        "3",
                        "-t",
                        "ed25519,ecdsa,rsa",
                        "-p",
                        Integer.toString(address.getPort()),
                        address.getAddress().getHostAddress())
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
