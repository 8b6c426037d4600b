package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.part.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the process that has the lock of a home, by what the kernel tells of open files and locks.
 * So it is found whatever has become of the files: damaged, deleted, or copied from another home.
 */
public final class RunningSupervisor {

    private static final String MAIN = "activate.standalone.command.Activate";

    private RunningSupervisor() {}

    /** Not for a process that has the lock: it would lose it by reading the file. */
    public static Optional<ProcessIdentity> of(Home home) {
        return lockFile(home)
                .flatMap(
                        lock ->
                                announced(home)
                                        .filter(process -> holds(process.pid(), lock))
                                        .or(() -> search(lock)));
    }

    /** Another process than this one, which has the lock: possible where the file was deleted. */
    public static Optional<ProcessIdentity> other(Home home) {
        return lockFile(home).flatMap(RunningSupervisor::search);
    }

    private static Optional<Path> lockFile(Home home) {
        try {
            return Optional.of(new Home(home.root().toRealPath()).lock());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> announced(Home home) {
        try {
            return ProcessIdentity.parse(
                            new String(
                                    Files.readAllBytes(home.lock()), StandardCharsets.ISO_8859_1))
                    .filter(ProcessIdentity::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> search(Path lock) {
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != self && holds(pid, lock) && isSupervisor(process)) {
                    return ProcessIdentity.of(pid);
                }
            }
        } catch (IOException e) {
            // Without /proc there is nobody to be found.
        }
        return Optional.empty();
    }

    /** Whether the process has the file open, also if it has been deleted since, and locked. */
    private static boolean holds(long pid, Path lock) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isLocked(process, descriptor, lock)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // It has ended, or belongs to another account.
        }
        return false;
    }

    private static boolean isLocked(Path process, Path descriptor, Path lock) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (!target.equals(lock.toString()) && !target.equals(lock + " (deleted)")) {
                return false;
            }
            return Files.readString(process.resolve("fdinfo").resolve(descriptor.getFileName()))
                    .contains("lock:");
        } catch (IOException e) {
            return false;
        }
    }

    /** Stopping and starting in the background take the lock for a moment, too. */
    private static boolean isSupervisor(Path process) {
        try {
            List<String> words =
                    List.of(
                            Files.readString(
                                            process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                    .split("\0", -1));
            int main = words.indexOf(MAIN);
            return main < 0 || (words.contains("up") && !words.contains("--detach"));
        } catch (IOException e) {
            return false;
        }
    }
}
