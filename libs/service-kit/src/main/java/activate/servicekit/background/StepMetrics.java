package activate.servicekit.background;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How often a step was done or failed, how long it took, and how often in a row it has failed. */
final class StepMetrics {
    private final Timer done;
    private final Timer failed;
    private final AtomicInteger failuresInARow;

    StepMetrics(MeterRegistry metrics, String step) {
        Tags tags = Tags.of("step", step);
        this.done = metrics.timer("activate.background.step", tags.and("outcome", "done"));
        this.failed = metrics.timer("activate.background.step", tags.and("outcome", "failed"));
        this.failuresInARow = new AtomicInteger();
        metrics.gauge("activate.background.failures", tags, failuresInARow);
    }

    void record(int failures, long nanos) {
        failuresInARow.set(failures);
        (failures == 0 ? done : failed).record(nanos, TimeUnit.NANOSECONDS);
    }
}
