package activate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsAreJitteredBelowADoublingBoundOfThirtySeconds() {
        Backoff backoff = new Backoff(new Random(3));

        long bound = 500;
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(backoff.after(Duration.ZERO))
                    .isBetween(Duration.ofMillis(1), Duration.ofMillis(bound));
            bound = Math.min(30_000, bound * 2);
        }
    }

    @Test
    void linkThatHeldBeginsAnew() {
        Backoff backoff = new Backoff(new Random(3));
        for (int attempt = 0; attempt < 10; attempt++) {
            backoff.after(Duration.ZERO);
        }

        assertThat(backoff.after(Duration.ofMinutes(1)))
                .isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void uselessAttemptsAreFarApart() {
        assertThat(new Backoff(new Random(1)).longest())
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
