package activate.testkit.resource;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillProcessTest {
    @Test
    void nothingBelowItGoesOn() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 60; :").start();
        Eventually.holds(
                "it has begun", Duration.ofSeconds(10), () -> process.descendants().count() == 2);
        List<ProcessHandle> below = process.descendants().toList();

        KillProcess.withDescendants(process);

        assertThat(process.isAlive()).isFalse();
        // One that only waits to be asked for its exit code has no command any more.
        assertThat(below).noneMatch(each -> each.info().command().isPresent());
    }
}
