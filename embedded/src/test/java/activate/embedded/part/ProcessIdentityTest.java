package activate.embedded.part;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Living processes, zombies and strangers. */
final class ProcessIdentityTest {

    @Test
    void aZombieIsNotAlive() throws Exception {
        // Given a parent that never collects its child: when the child ends, the shell that would
        // have is a sleep already
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 30").start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            long zombie = Long.parseLong(out.readLine().strip());
            // Then the child has its number still, and is dead all the same
            Eventually.holds(
                    "the child is a zombie",
                    Duration.ofSeconds(10),
                    () ->
                            ProcessHandle.of(zombie).isPresent()
                                    && ProcessIdentity.of(zombie).isEmpty());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aStrangerWithTheSameNumberIsNotTheProcess() {
        ProcessIdentity self = ProcessIdentity.current();
        var earlier = new ProcessIdentity(self.pid(), self.startTicks() - 1);

        assertThat(self.isAlive()).isTrue();
        assertThat(earlier.isAlive()).isFalse();
        assertThat(ProcessIdentity.parse(self.toText())).contains(self);
        assertThat(ProcessIdentity.parse("4711")).isEmpty();
    }
}
