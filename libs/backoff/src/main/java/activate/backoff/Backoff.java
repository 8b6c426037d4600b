package activate.backoff;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the bound of the pause doubles with every failure in a
 * row, from the base up to the cap, and the pause is drawn evenly below the bound. Many that failed
 * in the same moment so come back one by one, instead of all at once in ever larger waves.
 *
 * <p>Holds no state: the caller counts its failures and brings the randomness, so that a test can
 * say what it is.
 *
 * @param base bound of the pause after the first failure; at least one millisecond
 * @param cap bound that is never passed; at least one millisecond, and below the base it alone
 *     counts
 */
public record Backoff(Duration base, Duration cap) {

    /**
     * @throws IllegalArgumentException when base or cap is shorter than a millisecond
     */
    public Backoff {
        if (base.toMillis() < 1 || cap.toMillis() < 1) {
            throw new IllegalArgumentException("a pause is a millisecond or longer: " + base + cap);
        }
    }

    /**
     * The pause before the next try, in whole milliseconds; never zero, so that no loop spins.
     *
     * @param failures how many tries in a row have failed, from 1
     * @throws IllegalArgumentException when nothing has failed
     */
    public Duration pause(int failures, RandomGenerator random) {
        return Duration.ofMillis(1 + random.nextLong(bound(failures)));
    }

    /**
     * A pause between half of the cap and the cap: for a failure of which it is known that coming
     * back soon is useless.
     */
    public Duration longPause(RandomGenerator random) {
        long half = Math.max(1, cap.toMillis() / 2);
        return Duration.ofMillis(half + random.nextLong(half));
    }

    private long bound(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("no pause without a failure: " + failures);
        }
        long first = base.toMillis();
        int mostDoublings = Long.numberOfLeadingZeros(first) - 1;
        return Math.min(cap.toMillis(), first << Math.min(failures - 1, mostDoublings));
    }
}
