package activate.servicekit.background;

import activate.backoff.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where a feature starts what it does by itself, usually when the service starts. Each step has a
 * virtual thread of its own, and ends with the service.
 */
@ApplicationScoped
public class BackgroundWork {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);

    private final MeterRegistry metrics;
    private final List<Repeated> running = new CopyOnWriteArrayList<>();

    public BackgroundWork(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Does a step now and then once in every period, or a little sooner. After a failure it is
     * tried again sooner, at first within half a second.
     *
     * @param name of the step, for logs and metrics
     */
    public Repeated every(Duration period, String name, Repeated.Step step) {
        return every(period, new Backoff(FIRST_RETRY, period), name, step);
    }

    /**
     * The same.
     *
     * @param retry the pauses after failures
     */
    public Repeated every(Duration period, Backoff retry, String name, Repeated.Step step) {
        return start(new Repeated.Plan(name, period, retry), step);
    }

    /** Does a step now, and again after each failure, until it succeeds for the first time. */
    public Repeated untilDone(Backoff retry, String name, Repeated.Step step) {
        return start(new Repeated.Plan(name, null, retry), step);
    }

    private Repeated start(Repeated.Plan plan, Repeated.Step step) {
        Repeated started =
                Repeated.start(
                        plan, step, new SplittableRandom(), new StepMetrics(metrics, plan.name()));
        running.add(started);
        return started;
    }

    void stop(@Observes ShutdownEvent event) {
        running.forEach(Repeated::close);
    }
}
