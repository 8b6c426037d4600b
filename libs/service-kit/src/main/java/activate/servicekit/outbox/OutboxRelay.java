package activate.servicekit.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One virtual thread that empties outboxes: at once when nudged, else every second. While store or
 * broker is away it waits, with jitter, and goes on afterwards.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final List<MongoOutbox> outboxes;
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** Starts at once. */
    public OutboxRelay(String name, List<MongoOutbox> outboxes) {
        this.outboxes = List.copyOf(outboxes);
        this.thread = Thread.ofVirtual().name("outbox-" + name).start(this::run);
    }

    /** Says that there is something to publish. */
    public void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            try {
                if (nudges.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
                for (MongoOutbox outbox : outboxes) {
                    drain(outbox);
                }
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) { // Whatever failed, the messages are still in their documents.
                failures++;
                LOG.warnf("outbox waits failures=%d cause=%s", failures, e.toString());
                pause(failures);
            }
        }
    }

    private void drain(MongoOutbox outbox) throws Exception {
        boolean more = true;
        while (more && !closed) {
            more = outbox.relayOne();
        }
    }

    private void pause(int failures) {
        long cap = Math.min(LONGEST_PAUSE_MILLIS, 250L << Math.min(failures, 6));
        try {
            nudges.tryAcquire(1 + ThreadLocalRandom.current().nextLong(cap), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
