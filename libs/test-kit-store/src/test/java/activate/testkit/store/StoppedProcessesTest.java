package activate.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoppedProcessesTest {
    @Test
    void aProcessAndItsChildrenStandStillUntilTheyAreLetGoOn() throws Exception {
        // Given
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 60; true").start();
        try {
            Eventually.holds(
                    "the children run",
                    Duration.ofSeconds(10),
                    () -> parent.descendants().count() == 2);
            List<Long> children = parent.descendants().map(ProcessHandle::pid).toList();

            // When
            StoppedProcesses stopped = StoppedProcesses.stop(parent.pid());

            // Then
            assertThat(state(parent.pid())).isEqualTo("T");
            assertThat(children).extracting(StoppedProcessesTest::state).containsOnly("T");

            // When
            stopped.close();

            // Then
            Eventually.holds(
                    "they go on",
                    Duration.ofSeconds(10),
                    () ->
                            !state(parent.pid()).equals("T")
                                    && !state(children.getFirst()).equals("T"));
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    private static String state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
        } catch (IOException e) {
            return "gone";
        }
    }
}
