package activate.ingress.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what clients hold of one kind, in all and for each client, so that none can hold what the
 * others need. Shared by the event loops.
 */
public final class Share {

    private final int total;
    private final int perClient;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byClient = new ConcurrentHashMap<>();

    Share(int total, int perClient) {
        this.total = total;
        this.perClient = perClient;
    }

    /** Takes a place if there is one; only who is admitted has to give it back. */
    public Admission take(String client) {
        if (byClient.merge(client, 1, Integer::sum) > perClient) {
            leave(client);
            return Admission.ADDRESS_FULL;
        }
        if (open.incrementAndGet() > total) {
            giveBack(client);
            return Admission.EDGE_FULL;
        }
        return Admission.ADMITTED;
    }

    public void giveBack(String client) {
        open.decrementAndGet();
        leave(client);
    }

    /** Places taken by one client. */
    int open(String client) {
        return byClient.getOrDefault(client, 0);
    }

    /** Places taken by all. */
    public int open() {
        return open.get();
    }

    private void leave(String client) {
        byClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }
}
