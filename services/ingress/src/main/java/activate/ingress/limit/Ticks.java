package activate.ingress.limit;

import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The one timer behind all deadlines of an event loop: a timer for each request would cost more
 * than most requests. Event loop only, but for {@link #size}.
 */
public final class Ticks {

    private static final long PERIOD_MILLIS = 250;

    private final Set<Waiting> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile int size;

    /** Something with a deadline. */
    public interface Waiting {

        /** Looks at the clock, {@link System#nanoTime}; called until it is removed. */
        void tick(long nowNanos);
    }

    public void start(Vertx vertx) {
        vertx.setPeriodic(PERIOD_MILLIS, _ -> tick(System.nanoTime()));
    }

    public void add(Waiting one) {
        waiting.add(one);
        size = waiting.size();
    }

    public void remove(Waiting one) {
        waiting.remove(one);
        size = waiting.size();
    }

    /** How much waits for a deadline now. */
    public int size() {
        return size;
    }

    private void tick(long now) {
        for (Waiting one : List.copyOf(waiting)) {
            if (waiting.contains(one)) {
                one.tick(now);
            }
        }
    }
}
