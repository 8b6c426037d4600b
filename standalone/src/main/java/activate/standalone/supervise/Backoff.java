package activate.standalone.supervise;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next start of a part that ended: doubling from half a second to 30 s,
 * full jitter.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration MAX = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long ceiling = Math.min(MAX.toMillis(), FIRST.toMillis() << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(random.nextLong(ceiling) + 1);
    }

    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }
}
