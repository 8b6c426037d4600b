package activate.agent.link;

import activate.backoff.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waiting times between the links of one agent: from half a second to 30 s, with full jitter. */
final class LinkBackoff {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final RandomGenerator random;
    private int failures;

    LinkBackoff(RandomGenerator random) {
        this.random = random;
    }

    /** The time to wait after an attempt that was connected for the given time. */
    Duration after(Duration connected) {
        // A link that held resets the bound, but only at a random age: a hub that dies every half
        // minute is not stormed.
        if (connected.compareTo(SETTLED.plusMillis(random.nextLong(SETTLED.toMillis()))) > 0) {
            failures = 0;
        }
        failures++;
        return BACKOFF.pause(failures, random);
    }

    /** The time to wait when coming back soon is sure to be useless. */
    Duration longest() {
        return BACKOFF.longPause(random);
    }
}
