package activate.standalone.supervise;

import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages of parts: a stage starts when the one before it is ready, and stops before it. */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final List<List<PartRunner>> stages = new ArrayList<>();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<List<PartStatus>> onChange;
    private volatile boolean stopped;

    public Supervisor(
            InstantSource clock, RandomGenerator random, Consumer<List<PartStatus>> onChange) {
        this.clock = clock;
        this.random = random;
        this.onChange = onChange;
    }

    public void addStage(List<? extends Part> parts) {
        stages.add(
                parts.stream()
                        .map(part -> new PartRunner(part, clock, random, this::changed))
                        .toList());
    }

    /**
     * Starts stage after stage.
     *
     * @throws PartFailure when a part does not come up; what was started until then still runs
     */
    public void start() throws InterruptedException {
        for (List<PartRunner> stage : stages) {
            stage.forEach(PartRunner::start);
            for (PartRunner runner : stage) {
                runner.awaitSettled();
                if (runner.state() == PartState.FAILED) {
                    throw new PartFailure(
                            Optional.ofNullable(runner.failure()).orElse(runner.part().name()));
                }
                if (stopped) {
                    return;
                }
            }
        }
    }

    /** Stops the stages in the other order; the parts of one stage at the same time. */
    public void stop() {
        stopped = true;
        List<List<PartRunner>> reversed = new ArrayList<>(stages);
        Collections.reverse(reversed);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<PartRunner> stage : reversed) {
                List<Future<?>> stops = new ArrayList<>();
                stage.forEach(runner -> stops.add(threads.submit(runner::stop)));
                stops.forEach(Supervisor::await);
            }
        }
    }

    public List<PartStatus> status() {
        return stages.stream().flatMap(List::stream).map(PartStatus::of).toList();
    }

    private void changed() {
        onChange.accept(status());
    }

    private static void await(Future<?> stop) {
        try {
            stop.get();
        } catch (ExecutionException e) {
            LOG.error("stopping a part failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
