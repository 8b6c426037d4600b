package activate.agenthub.life;

import activate.servicekit.log.LogText;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A step done again and again on one virtual thread. A failure is logged once and tried again soon,
 * then less and less soon, up to the usual period.
 */
final class Repeated implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeated.class);
    private static final int JITTER_PART = 4;
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final int MOST_DOUBLINGS = 20;

    private final String name;
    private final Duration period;
    private final Step step;
    private final Semaphore awake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    /** May fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    Repeated(String name, Duration period, Step step) {
        this.name = name;
        this.period = period;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    /** Does the step now, or once more when it is under way. */
    void wake() {
        awake.release();
    }

    private void loop() {
        int failures = 0;
        try {
            while (!stopping) {
                awake.drainPermits();
                failures = runOnce(failures);
                if (awake.tryAcquire(pause(failures), TimeUnit.MILLISECONDS) && failures > 0) {
                    // Whoever wakes a failing step does not make it try without a pause.
                    TimeUnit.MILLISECONDS.sleep(jittered(FIRST_RETRY_MILLIS));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runOnce(int failuresBefore) throws InterruptedException {
        try {
            step.run();
            return 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // The next round may go well.
            if (failuresBefore == 0) {
                LOG.warnf("step failed, it is repeated step=%s cause=%s", name, LogText.of(e));
            }
            return failuresBefore + 1;
        }
    }

    private long pause(int failures) {
        long usual = period.toMillis();
        long retry = FIRST_RETRY_MILLIS << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        return jittered(failures == 0 ? usual : Math.min(usual, retry));
    }

    private static long jittered(long millis) {
        return millis + ThreadLocalRandom.current().nextLong(millis / JITTER_PART + 1);
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
