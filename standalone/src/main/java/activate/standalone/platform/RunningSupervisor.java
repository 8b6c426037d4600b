package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.part.OpenFile;
import activate.embedded.part.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the process that has the lock of a home, by what the kernel tells of open files and locks.
 * So it is found whatever has become of the files: damaged, deleted, or copied from another home.
 */
public final class RunningSupervisor {

    private static final String MAIN = "activate.standalone.command.Activate";

    private RunningSupervisor() {}

    /** Another process than this one; empty when there is none. */
    public static Optional<ProcessIdentity> of(Home home) {
        Path lock;
        try {
            lock = new Home(home.root().toRealPath()).lock();
        } catch (IOException e) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> holds(pid, lock) && isSupervisor(pid))
                .findFirst()
                .flatMap(ProcessIdentity::of);
    }

    /** Whether the process has the file open, also if it has been deleted since, and locked. */
    private static boolean holds(long pid, Path lock) {
        Set<Path> names = Set.of(lock, Path.of(lock + " (deleted)"));
        return OpenFile.of(pid).anyMatch(file -> names.contains(file.target()) && file.isLocked());
    }

    /** Stopping and starting in the background take the lock for a moment, too. */
    private static boolean isSupervisor(long pid) {
        try {
            Path line = Path.of("/proc", Long.toString(pid), "cmdline");
            List<String> words =
                    List.of(Files.readString(line, StandardCharsets.ISO_8859_1).split("\0", -1));
            return !words.contains(MAIN) || (words.contains("up") && !words.contains("--detach"));
        } catch (IOException e) {
            return false;
        }
    }
}
