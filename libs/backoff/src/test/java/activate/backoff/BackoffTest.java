package activate.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** Draws the highest number that may be drawn. */
    private static final RandomGenerator HIGHEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new AssertionError("a pause is drawn below a bound");
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    @Test
    void boundDoublesFromTheBaseToTheCap() {
        // When
        List<Long> longest =
                IntStream.rangeClosed(1, 9)
                        .mapToObj(failures -> BACKOFF.pause(failures, HIGHEST).toMillis())
                        .toList();

        // Then
        assertThat(longest)
                .containsExactly(
                        500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void pauseIsDrawnFromTheWholeRangeBelowTheBound() {
        // Given
        RandomGenerator random = new Random(3);

        // When
        List<Long> pauses =
                IntStream.range(0, 1_000)
                        .mapToObj(_ -> BACKOFF.pause(4, random).toMillis())
                        .toList();

        // Then
        assertThat(pauses).allMatch(pause -> pause >= 1 && pause <= 4_000);
        for (int quarter = 0; quarter < 4; quarter++) {
            long from = quarter * 1_000L;
            assertThat(pauses.stream().filter(pause -> pause > from && pause <= from + 1_000))
                    .as("of a thousand pauses, those from %d ms", from)
                    .hasSizeBetween(180, 320);
        }
    }

    @Test
    void whateverFailedForYearsIsStillTriedAgainWithinTheCap() {
        assertThat(BACKOFF.pause(Integer.MAX_VALUE, HIGHEST)).isEqualTo(Duration.ofSeconds(30));
        assertThat(
                        new Backoff(Duration.ofMillis(1), Duration.ofDays(1))
                                .pause(Integer.MAX_VALUE, HIGHEST))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void capBelowTheBaseCounts() {
        assertThat(new Backoff(Duration.ofSeconds(1), Duration.ofMillis(20)).pause(1, HIGHEST))
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void longPauseIsAtLeastHalfOfTheCap() {
        RandomGenerator random = new Random(3);

        assertThat(IntStream.range(0, 100).mapToObj(_ -> BACKOFF.longPause(random)))
                .allMatch(
                        pause ->
                                pause.compareTo(Duration.ofSeconds(15)) >= 0
                                        && pause.compareTo(Duration.ofSeconds(30)) < 0);
    }

    @Test
    void pauseOfNothingIsAMistake() {
        assertThatThrownBy(() -> BACKOFF.pause(0, HIGHEST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
