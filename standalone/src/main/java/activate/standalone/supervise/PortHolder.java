package activate.standalone.supervise;

import activate.embedded.part.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        return listeners(port).findFirst().map(columns -> owner(port, columns[INODE]));
    }

    /** Whether it is to be reached from another machine. */
    public static boolean isOpenToOthers(int port) {
        return listeners(port).anyMatch(columns -> !isLoopback(columns[LOCAL_ADDRESS]));
    }

    /** For the person at the terminal. */
    @Override
    public String toString() {
        return program + (pid == 0 ? "" : " (pid " + pid + ")");
    }

    private static Stream<String[]> listeners(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(table).stream().skip(1))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > INODE && columns[STATE].equals(LISTEN))
                .filter(columns -> columns[LOCAL_ADDRESS].endsWith(suffix));
    }

    private static List<String> lines(String table) {
        try {
            return Files.readAllLines(Path.of(table));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As the kernel writes them: 127.x backwards, ::1, and 127.x inside IPv6. */
    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return (host.endsWith("7F") && host.length() == 8)
                || host.equals("00000000000000000000000001000000")
                || (host.startsWith("0000000000000000FFFF0000") && host.endsWith("7F"));
    }

    private static PortHolder owner(int port, String inode) {
        Path socket = Path.of("socket:[" + inode + "]");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> OpenFile.of(pid).anyMatch(file -> file.target().equals(socket)))
                .findFirst()
                .map(pid -> new PortHolder(port, pid, name(pid)))
                .orElse(new PortHolder(port, 0, "another account's program"));
    }

    private static String name(long pid) {
        try {
            Path file = Path.of("/proc", Long.toString(pid), "comm");
            String name = Files.readString(file).strip();
            return name.isEmpty() ? "an unnamed program" : name;
        } catch (IOException e) {
            return "a program that has just ended";
        }
    }
}
