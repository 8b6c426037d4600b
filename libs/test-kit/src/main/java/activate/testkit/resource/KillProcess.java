package activate.testkit.resource;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Ends processes that a test has started. */
public final class KillProcess {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private KillProcess() {}

    /**
     * Kills a process and all below it as the kernel would, without a word, and waits for their
     * end: whoever removes their files sooner would meet them writing.
     *
     * @throws AssertionError if one goes on after 30 s
     */
    public static void withDescendants(Process process) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(
                "killed: " + all, DEADLINE, () -> all.stream().allMatch(KillProcess::ended));
    }

    /** Also of one that nobody has asked for its exit code: in a container that may be for ever. */
    private static boolean ended(ProcessHandle process) {
        try {
            return !process.isAlive()
                    || Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException _) {
            return true;
        }
    }
}
