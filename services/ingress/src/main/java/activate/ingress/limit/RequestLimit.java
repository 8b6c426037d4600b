package activate.ingress.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests being answered. Shared by the event loops. */
public final class RequestLimit {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public RequestLimit(LimitConfig config) {
        this.most = config.requestsInFlight();
    }

    /** Whether one more may be answered; each true is given back by {@link #leave}. */
    public boolean enter() {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    public void leave() {
        open.decrementAndGet();
    }

    public int open() {
        return open.get();
    }
}
