package activate.standalone.supervise;

import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs parts: each starts when those that it needs are ready; stage after stage they stop. */
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

    /** Parts that start when all of the stages before are ready, and stop before those. */
    public void addStage(List<? extends Part> parts) {
        Set<String> before =
                stages.stream()
                        .flatMap(List::stream)
                        .map(runner -> runner.part().name())
                        .collect(Collectors.toSet());
        addStage(parts, _ -> before);
    }

    /**
     * Parts that stop before those of the stages before.
     *
     * @param needs the names of parts of stages before; each part starts as soon as those that it
     *     needs are ready
     */
    public void addStage(List<? extends Part> parts, Function<Part, Set<String>> needs) {
        List<PartRunner> before = stages.stream().flatMap(List::stream).toList();
        List<PartRunner> stage = new ArrayList<>();
        for (Part part : parts) {
            Set<String> needed = needs.apply(part);
            stage.add(
                    new PartRunner(
                            part,
                            before.stream()
                                    .filter(runner -> needed.contains(runner.part().name()))
                                    .toList(),
                            clock,
                            random,
                            this::changed));
        }
        stages.add(stage);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws PartFailure when a part does not come up; what was started until then still runs
     */
    public void start() throws InterruptedException {
        List<PartRunner> all = stages.stream().flatMap(List::stream).toList();
        all.forEach(PartRunner::start);
        for (PartRunner runner : all) {
            runner.awaitSettled();
            if (stopped) {
                return;
            }
            if (runner.state() == PartState.FAILED) {
                throw new PartFailure(
                        Optional.ofNullable(runner.failure()).orElse(runner.part().name()));
            }
        }
    }

    /** Stops the stages in the other order; the parts of one stage at the same time. */
    public void stop() {
        stopped = true;
        for (List<PartRunner> stage : stages.reversed()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                stage.forEach(runner -> threads.execute(() -> stop(runner)));
            }
        }
    }

    public List<PartStatus> status() {
        return stages.stream().flatMap(List::stream).map(PartRunner::status).toList();
    }

    private void changed() {
        onChange.accept(status());
    }

    private static void stop(PartRunner runner) {
        try {
            runner.stop();
        } catch (RuntimeException | Error e) {
            LOG.error("stopping a part failed: part={}", runner.part().name(), e);
        }
    }
}
