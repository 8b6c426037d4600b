package activate.servicekit.background;

import activate.backoff.Backoff;
import activate.servicekit.log.LogText;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A step that is done again and again on one virtual thread, never twice at a time. Made by {@link
 * BackgroundWork}.
 */
public final class Repeated implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeated.class);

    /** A period is spread over its last quarter, so that replicas do not step in time. */
    private static final int SPREAD_PART = 4;

    /** So often in a row a failure is logged once more. */
    private static final int LOGGED_EVERY = 20;

    private final Plan plan;
    private final Step step;
    private final RandomGenerator random;
    private final StepMetrics metrics;
    private final Semaphore awake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private int failures;

    /** What is done; when it fails, whatever it throws, it is tried again. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /**
     * When a step is done.
     *
     * @param period between two times; null where it is over once it succeeds
     */
    record Plan(String name, @Nullable Duration period, Backoff retry) {

        /** How long to wait after so many failures in a row; nothing when the step is over. */
        @Nullable Duration pause(int failures, RandomGenerator random) {
            if (failures > 0) {
                return retry.pause(failures, random);
            }
            if (period == null) {
                return null;
            }
            long most = period.toMillis();
            return Duration.ofMillis(most - random.nextLong(most / SPREAD_PART + 1));
        }
    }

    private Repeated(Plan plan, Step step, RandomGenerator random, StepMetrics metrics) {
        this.plan = plan;
        this.step = step;
        this.random = random;
        this.metrics = metrics;
        this.thread = Thread.ofVirtual().name(plan.name()).unstarted(this::loop);
    }

    static Repeated start(Plan plan, Step step, RandomGenerator random, StepMetrics metrics) {
        Repeated repeated = new Repeated(plan, step, random, metrics);
        repeated.thread.start();
        return repeated;
    }

    /** Does the step now, or once more when it is under way. Many calls become one. */
    public void wake() {
        awake.release();
    }

    private void loop() {
        try {
            while (!stopping) {
                awake.drainPermits();
                runOnce();
                Duration pause = plan.pause(failures, random);
                if (pause == null) {
                    return;
                }
                if (awake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS) && failures > 0) {
                    // Whoever wakes a failing step does not make it try without a pause.
                    TimeUnit.MILLISECONDS.sleep(plan.retry().pause(1, random).toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        long begun = System.nanoTime();
        try {
            step.run();
            if (failures > 0) {
                LOG.infof("step works again step=%s failures=%d", plan.name(), failures);
            }
            failures = 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // The next time may go well.
            failures++;
            if (!stopping && failures % LOGGED_EVERY == 1) {
                LOG.warnf(
                        "step failed, it is repeated step=%s failures=%d cause=%s",
                        plan.name(), failures, LogText.of(e));
                LOG.debug("step failed", e);
            }
        }
        metrics.record(failures, System.nanoTime() - begun);
    }

    /** Whether nothing will be done any more. */
    boolean isOver() {
        return !thread.isAlive();
    }

    /** Ends it; a step that is under way is interrupted. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
