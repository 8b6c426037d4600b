package activate.standalone.supervise;

import activate.backoff.Backoff;
import activate.embedded.part.Fault;
import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import activate.standalone.probe.BoundedProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part running on a thread of its own until it is told to stop. */
final class PartRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PartRunner.class);

    private static final long READY_POLL_MILLIS = 150;
    private static final long HEALTH_POLL_MILLIS = 3_000;
    private static final Duration READY_DEADLINE = Duration.ofSeconds(90);

    /** One late answer of a busy machine is no news. */
    private static final Duration LATE = Duration.ofSeconds(7);

    private static final Duration PROBE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(60);

    private static final int REMEMBERED = 50;

    /** A part that never was ready gets this many starts before the whole start is given up. */
    private static final int FIRST_TRIES = 3;

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private static final long NEED_POLL_MILLIS = 20;

    private final Part part;
    private final List<PartRunner> needs;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable onChange;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile PartState state = PartState.WAITING;
    private final AtomicInteger restarts = new AtomicInteger();
    private final Deque<Instant> restarted = new ArrayDeque<>();
    private final BoundedProbe probe;
    private volatile @Nullable Instant since;
    private volatile @Nullable Instant changed;
    private volatile @Nullable String failure;
    private volatile @Nullable Thread thread;

    /** Lives in a row that ended before they were steady; of the runner's own thread. */
    private int failures;

    /**
     * @param needs what has to be ready before the first start
     */
    PartRunner(
            Part part,
            List<PartRunner> needs,
            InstantSource clock,
            RandomGenerator random,
            Runnable onChange) {
        this.needs = List.copyOf(needs);
        this.part = part;
        this.clock = clock;
        this.random = random;
        this.onChange = onChange;
        this.probe = new BoundedProbe(part.name(), part::fault, PROBE_DEADLINE);
    }

    void start() {
        thread = Thread.ofPlatform().name("part-" + part.name()).daemon().start(this::run);
    }

    /** Waits until the part was ready for the first time or has failed for good. */
    void awaitSettled() throws InterruptedException {
        settled.await();
    }

    void stop() {
        stopping.countDown();
        if (thread == null) {
            set(PartState.STOPPED);
            return;
        }
        set(PartState.STOPPING);
        part.stop();
        try {
            ended.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        set(PartState.STOPPED);
    }

    Part part() {
        return part;
    }

    PartState state() {
        return state;
    }

    @Nullable String failure() {
        return failure;
    }

    PartStatus status() {
        List<Instant> times;
        synchronized (restarted) {
            times = List.copyOf(restarted);
        }
        return new PartStatus(
                part.name(),
                state,
                part.port(),
                part.managementPort(),
                part.process().orElse(null),
                part.version(),
                since,
                changed,
                restarts.get(),
                failure,
                times);
    }

    private void run() {
        try {
            if (!awaitNeeds()) {
                return;
            }
            while (!isStopping()) {
                boolean wasReady = runOnce();
                if (isStopping()) {
                    return;
                }
                if (!wasReady && settled.getCount() > 0) {
                    if (!part.isRequired()) {
                        settled.countDown();
                    } else if (failures >= FIRST_TRIES - 1) {
                        if (failure == null) {
                            failure = part.name() + " does not start";
                        }
                        set(PartState.FAILED);
                        return;
                    }
                }
                failures++;
                Duration pause = BACKOFF.pause(failures, random);
                noteRestart();
                set(PartState.RESTARTING);
                LOG.warn(
                        "part ended, will start again: part={} pauseMillis={} reason={}",
                        part.name(),
                        pause.toMillis(),
                        failure);
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
            settled.countDown();
        }
    }

    /**
     * False where the start is over before it begins: it is told to stop, or what it needs failed.
     */
    private boolean awaitNeeds() throws InterruptedException {
        for (PartRunner need : needs) {
            while (!need.settled.await(NEED_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isStopping()) {
                    return false;
                }
            }
            if (need.state == PartState.FAILED || need.state == PartState.WAITING) {
                return false;
            }
        }
        return true;
    }

    /** One life of the part, from launch to end; true when it was ready in between. */
    private boolean runOnce() throws InterruptedException {
        since = clock.instant();
        set(PartState.STARTING);
        probe.forget();
        try {
            part.launch();
            if (!awaitReady()) {
                part.stop();
                return false;
            }
            part.afterReady();
        } catch (RuntimeException e) {
            // A part may fail in any way of its libraries; the others must not go down with it.
            failure =
                    e instanceof PartFailure
                            ? e.getMessage()
                            : part.name() + ": " + Fault.message(e);
            LOG.error("part failed: part={} reason={}", part.name(), failure, e);
            part.stop();
            return false;
        } catch (VirtualMachineError e) {
            // The process that holds the stores has run out of memory: what this part held is free
            // again once it has stopped.
            failure = part.name() + ": " + e;
            part.stop();
            return false;
        }
        if (isStopping()) {
            part.stop();
            return true;
        }
        since = clock.instant();
        if (restarts.get() == 0) {
            failure = null;
        }
        set(PartState.READY);
        settled.countDown();
        watch();
        part.stop();
        return true;
    }

    private boolean awaitReady() throws InterruptedException {
        Instant deadline = clock.instant().plus(READY_DEADLINE);
        Optional<Fault> fault = Optional.empty();
        while (!isStopping() && clock.instant().isBefore(deadline)) {
            fault = probe.ask();
            if (fault.isEmpty()) {
                return true;
            }
            if (part.awaitEnd(READY_POLL_MILLIS)) {
                failure = part.name() + " ended while it started";
                return false;
            }
        }
        failure =
                "%s did not become ready within %d s%s"
                        .formatted(
                                part.name(),
                                READY_DEADLINE.toSeconds(),
                                fault.map(last -> ": " + last.reason()).orElse(""));
        return false;
    }

    /** Returns when the part has ended, or runs and has not worked for too long. */
    private void watch() throws InterruptedException {
        Instant worked = clock.instant();
        while (!isStopping()) {
            if (part.awaitEnd(HEALTH_POLL_MILLIS)) {
                if (state != PartState.UNREADY) {
                    failure = part.name() + " ended";
                }
                return;
            }
            Optional<Fault> fault = probe.ask();
            Instant now = clock.instant();
            if (fault.isEmpty()) {
                worked = now;
                set(PartState.READY);
                Instant started = since;
                if (started != null && Duration.between(started, now).compareTo(STEADY) > 0) {
                    failures = 0;
                }
            } else if (!isStopping() && isHopeless(fault.get(), Duration.between(worked, now))) {
                return;
            }
        }
    }

    /**
     * Whether it has to be started again.
     *
     * @param idle how long it has not worked
     */
    private boolean isHopeless(Fault fault, Duration idle) {
        if (idle.compareTo(LATE) <= 0) {
            return false;
        }
        failure = fault.reason();
        if (state != PartState.UNREADY) {
            LOG.warn("part does not work: part={} reason={}", part.name(), fault.reason());
        }
        set(PartState.UNREADY);
        if (idle.compareTo(fault.remedy().patience()) <= 0) {
            return false;
        }
        LOG.error(
                "part has not worked for too long, ending it: part={} seconds={}",
                part.name(),
                idle.toSeconds());
        return true;
    }

    private void noteRestart() {
        restarts.incrementAndGet();
        synchronized (restarted) {
            restarted.addLast(clock.instant());
            if (restarted.size() > REMEMBERED) {
                restarted.removeFirst();
            }
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void set(PartState next) {
        synchronized (this) {
            boolean isOver =
                    state == PartState.STOPPED
                            || (state == PartState.STOPPING && next != PartState.STOPPED);
            if (state == next || isOver) {
                return;
            }
            state = next;
            changed = clock.instant();
        }
        onChange.run();
    }
}
