package activate.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    /** Starts at {@code start}. */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves forward by {@code step}, or back where it is negative. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }
}
