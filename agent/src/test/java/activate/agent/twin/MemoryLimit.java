package activate.agent.twin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group whose processes are killed when they need more memory than it has. */
public final class MemoryLimit implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path group;

    /** Makes it, in either version of control groups; skips the test where this account may not. */
    public MemoryLimit(long bytes) throws IOException {
        boolean first = Files.isDirectory(ROOT.resolve("memory"));
        Path parent = first ? ROOT.resolve("memory") : ROOT;
        assumeTrue(Files.isWritable(parent), "needs root for control groups");
        group = parent.resolve("activate-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Files.writeString(
                    group.resolve(first ? "memory.limit_in_bytes" : "memory.max"),
                    Long.toString(bytes));
        } catch (IOException e) {
            Files.deleteIfExists(group);
            assumeTrue(false, "control groups cannot be used: " + e.getMessage());
        }
    }

    /** The words that start a program below the limit. */
    public List<String> words() {
        return wordsIn(group);
    }

    /** The same in a group below it that has no limit of its own. */
    public List<String> wordsBelow() throws IOException {
        return wordsIn(Files.createDirectory(group.resolve("below")));
    }

    private static List<String> wordsIn(Path group) {
        return List.of("sh", "-c", "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"", group.toString());
    }

    @Override
    public void close() {
        // Its last process may be just ending: it keeps the group for a moment after it has left
        // the list.
        Eventually.holds(
                "the group is gone",
                AgentProcess.SOON,
                () -> {
                    Files.deleteIfExists(group.resolve("below"));
                    Files.deleteIfExists(group);
                    return true;
                });
    }
}
