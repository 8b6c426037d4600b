package activate.standalone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.part.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A part that never answers holds up nobody. */
final class BoundedProbeTest {

    @Test
    void aQuestionWithoutAnAnswerIsAFaultAndIsNotAskedTwice() throws Exception {
        // Given a part that hangs
        var asked = new AtomicInteger();
        var free = new CountDownLatch(1);
        var probe =
                new BoundedProbe(
                        "hung",
                        () -> {
                            asked.incrementAndGet();
                            try {
                                free.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Optional.empty();
                        },
                        Duration.ofMillis(50));
        // When it is asked again and again, then each time it is said to be at fault
        for (int i = 0; i < 3; i++) {
            assertThat(probe.ask()).map(Fault::reason).hasValueSatisfying(this::namesTheDeadline);
        }
        // And only one question waits
        assertThat(asked).hasValue(1);
        free.countDown();
    }

    @Test
    void aProbeThatFailsIsAFaultWithItsCause() throws Exception {
        var probe =
                new BoundedProbe(
                        "broken",
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        Duration.ofSeconds(10));
        assertThat(probe.ask())
                .map(Fault::reason)
                .hasValueSatisfying(reason -> assertThat(reason).contains("Java heap space"));
    }

    @Test
    void aReasonIsOneShortLine() {
        Fault fault = Fault.of("it failed", new IllegalStateException("first\nsecond".repeat(99)));
        assertThat(fault.reason()).doesNotContain("\n").hasSizeLessThan(210);
    }

    private void namesTheDeadline(String reason) {
        assertThat(reason).startsWith("no answer to a probe within");
    }
}
