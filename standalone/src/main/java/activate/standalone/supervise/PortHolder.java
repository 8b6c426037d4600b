package activate.standalone.supervise;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who listens on a TCP port of this machine.
 *
 * @param pid 0 when the process belongs to another account and cannot be seen
 * @param program its name, or {@code another account's program}
 */
public record PortHolder(int port, long pid, String program) {

    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** Empty when nobody listens. */
    public static Optional<PortHolder> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .flatMap(table -> inode(table, port).stream())
                .findFirst()
                .map(inode -> owner(port, inode));
    }

    /** For the person at the terminal. */
    @Override
    public String toString() {
        return program + (pid == 0 ? "" : " (pid " + pid + ")");
    }

    private static Optional<String> inode(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(columns -> columns.length > INODE)
                    .filter(
                            columns ->
                                    columns[STATE].equals(LISTEN)
                                            && columns[LOCAL_ADDRESS].endsWith(suffix))
                    .map(columns -> columns[INODE])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static PortHolder owner(int port, String inode) {
        String socket = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    return new PortHolder(port, pid, name(process));
                }
            }
        } catch (IOException e) {
            return new PortHolder(port, 0, "another program");
        }
        return new PortHolder(port, 0, "another account's program");
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isLinkTo(descriptor, socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isLinkTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            // Closed in the meantime.
            return false;
        }
    }

    private static String name(Path process) {
        try {
            String name = Files.readString(process.resolve("comm")).strip();
            return name.isEmpty() ? "an unnamed program" : name;
        } catch (IOException e) {
            return "a program that has just ended";
        }
    }
}
