package activate.agenthub.life;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A step done again and again on one virtual thread; a failure is logged once and tried again. */
final class Repeated implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeated.class);
    private static final int JITTER_PART = 4;

    private final String name;
    private final Duration period;
    private final Step step;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

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

    private void loop() {
        boolean failed = false;
        try {
            do {
                failed = !runOnce(failed);
            } while (!stopping.await(pause(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runOnce(boolean failedBefore) throws InterruptedException {
        try {
            step.run();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // The next round may go well.
            if (!failedBefore) {
                LOG.warnf("step failed, it is repeated step=%s cause=%s", name, e.toString());
            }
            return false;
        }
    }

    private long pause() {
        long millis = period.toMillis();
        return millis + ThreadLocalRandom.current().nextLong(millis / JITTER_PART + 1);
    }

    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
    }
}
