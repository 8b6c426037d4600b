package activate.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: full jitter below a bound that doubles, so that many agents never
 * come back at once.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final RandomGenerator random;
    private int failures;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The time to wait after an attempt that was connected for the given time. */
    public Duration after(Duration connected) {
        // A link that held resets the bound, but only at a random age: a hub that dies every half
        // minute is not stormed.
        if (connected.compareTo(SETTLED.plusMillis(random.nextLong(SETTLED.toMillis()))) > 0) {
            failures = 0;
        }
        long bound = Math.min(MOST.toMillis(), FIRST.toMillis() << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(random.nextLong(bound) + 1);
    }

    /** The time to wait when coming back soon is sure to be useless. */
    public Duration longest() {
        return Duration.ofMillis(MOST.toMillis() / 2 + random.nextLong(MOST.toMillis() / 2));
    }
}
