package activate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkBackoffTest {
    @Test
    void waitsAreJitteredBelowADoublingBoundOfThirtySeconds() {
        LinkBackoff backoff = new LinkBackoff(new Random(3));

        long bound = 500;
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(backoff.after(Duration.ZERO))
                    .isBetween(Duration.ofMillis(1), Duration.ofMillis(bound));
            bound = Math.min(30_000, bound * 2);
        }
    }

    @Test
    void agentsThatFailTogetherComeBackApart() {
        // Given
        List<LinkBackoff> agents =
                IntStream.range(0, 100).mapToObj(i -> new LinkBackoff(new Random(i))).toList();
        agents.forEach(agent -> agent.after(Duration.ZERO));

        // When
        List<Duration> waits = agents.stream().map(agent -> agent.after(Duration.ZERO)).toList();

        // Then
        assertThat(waits.stream().distinct()).hasSizeGreaterThan(80);
    }

    @Test
    void linkThatHeldBeginsAnew() {
        LinkBackoff backoff = new LinkBackoff(new Random(3));
        for (int attempt = 0; attempt < 10; attempt++) {
            backoff.after(Duration.ZERO);
        }

        assertThat(backoff.after(Duration.ofMinutes(1)))
                .isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void uselessAttemptsAreFarApart() {
        assertThat(new LinkBackoff(new Random(1)).longest())
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
