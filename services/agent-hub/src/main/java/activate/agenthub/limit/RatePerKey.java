package activate.agenthub.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per key: {@code burst} at once, then one each {@code period}. The buckets of keys
 * that were not heard of for as long as a bucket takes to fill say nothing and are forgotten. Any
 * thread.
 */
public final class RatePerKey {
    private final Duration period;
    private final Duration capacity;
    private final InstantSource clock;

    /** When each key's bucket is full again; the least recently used first. */
    private final Map<String, Instant> fullAt = new LinkedHashMap<>(16, 0.75f, true);

    public RatePerKey(Duration period, int burst, InstantSource clock) {
        this.period = period;
        this.capacity = period.multipliedBy(burst);
        this.clock = clock;
    }

    /** Takes one; false when {@code key} has none left. */
    public synchronized boolean tryPass(String key) {
        Instant now = clock.instant();
        forgetFull(now);
        Instant known = fullAt.getOrDefault(key, now);
        Instant next = (known.isBefore(now) ? now : known).plus(period);
        if (next.isAfter(now.plus(capacity))) {
            return false;
        }
        fullAt.put(key, next);
        return true;
    }

    /** How long {@code key} has none left; zero when it has one. Takes none. */
    public synchronized Duration pause(String key) {
        Instant now = clock.instant();
        Instant full = fullAt.getOrDefault(key, now);
        Duration pause = Duration.between(now.plus(capacity), full.plus(period));
        return pause.isPositive() ? pause : Duration.ZERO;
    }

    /** How many keys are remembered. */
    public synchronized int size() {
        return fullAt.size();
    }

    private void forgetFull(Instant now) {
        var eldest = fullAt.entrySet().iterator();
        while (eldest.hasNext() && !eldest.next().getValue().isAfter(now)) {
            eldest.remove();
        }
    }
}
