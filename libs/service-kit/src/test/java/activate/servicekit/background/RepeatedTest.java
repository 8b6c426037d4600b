package activate.servicekit.background;

import static org.assertj.core.api.Assertions.assertThat;

import activate.backoff.Backoff;
import activate.testkit.time.Eventually;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatedTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final BackgroundWork background = new BackgroundWork(metrics);

    @AfterEach
    void stop() {
        background.stop(new ShutdownEvent());
    }

    @Test
    void stepIsDoneAtOnceAndInEveryPeriod() {
        // Given
        AtomicInteger done = new AtomicInteger();

        // When
        background.every(Duration.ofMillis(5), "count", done::incrementAndGet);

        // Then
        Eventually.holds("done three times", SOON, () -> done.get() >= 3);
    }

    @Test
    void stepIsDoneNowWhenItIsWoken() throws Exception {
        // Given
        Semaphore done = new Semaphore(0);
        Repeated step = background.every(NEVER, "woken", done::release);
        assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).as("the first time").isTrue();

        // When
        step.wake();

        // Then
        assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).as("the second time").isTrue();
    }

    @Test
    void wakingAStepThatIsUnderWayDoesItOnceMore() throws Exception {
        // Given
        Semaphore begun = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        AtomicInteger done = new AtomicInteger();
        Repeated step =
                background.every(
                        NEVER,
                        "under-way",
                        () -> {
                            begun.release();
                            go.acquire();
                            done.incrementAndGet();
                        });
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        // When
        step.wake();
        step.wake();
        go.release(10);

        // Then
        Eventually.holds("done once more", SOON, () -> done.get() == 2);
    }

    @Test
    void failedStepIsTriedAgainLongBeforeThePeriodAndCounted() {
        // Given
        AtomicInteger tries = new AtomicInteger();

        // When
        background.every(
                NEVER,
                AT_ONCE,
                "failing",
                () -> {
                    if (tries.incrementAndGet() <= 3) {
                        throw new IllegalStateException("the store is away");
                    }
                });

        // Then
        Eventually.holds("tried until it works", SOON, () -> tries.get() == 4);
        Eventually.holds("done once", SOON, () -> count("failing", "done") == 1);
        assertThat(count("failing", "failed")).isEqualTo(3);
        assertThat(metrics.get("activate.background.failures").tag("step", "failing").gauge())
                .satisfies(gauge -> assertThat(gauge.value()).isZero());
    }

    private long count(String step, String outcome) {
        return metrics.get("activate.background.step")
                .tags("step", step, "outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void stepThatHasToBeDoneOnceIsOverOnceItSucceeds() {
        // Given
        AtomicInteger tries = new AtomicInteger();

        // When
        Repeated step =
                background.untilDone(
                        AT_ONCE,
                        "once",
                        () -> {
                            if (tries.incrementAndGet() == 1) {
                                throw new IllegalStateException("not yet");
                            }
                        });

        // Then
        Eventually.holds("it is over", SOON, step::isOver);
        assertThat(tries).hasValue(2);
    }

    @Test
    void serviceThatStopsInterruptsWhatIsUnderWay() throws Exception {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        Repeated step =
                background.every(
                        NEVER,
                        "stuck",
                        () -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                        });
        begun.await();

        // When
        background.stop(new ShutdownEvent());

        // Then
        Eventually.holds("it is over", SOON, step::isOver);
    }

    @Test
    void replicasStepApartButNeverLaterThanThePeriod() {
        // Given
        Repeated.Plan plan = new Repeated.Plan("spread", Duration.ofSeconds(60), AT_ONCE);
        Random random = new Random(3);

        // When, Then
        assertThat(IntStream.range(0, 100).mapToObj(_ -> plan.pause(0, random)))
                .allMatch(
                        pause ->
                                pause.compareTo(Duration.ofSeconds(45)) >= 0
                                        && pause.compareTo(Duration.ofSeconds(60)) <= 0)
                .satisfies(pauses -> assertThat(pauses.stream().distinct()).hasSizeGreaterThan(50));
    }
}
