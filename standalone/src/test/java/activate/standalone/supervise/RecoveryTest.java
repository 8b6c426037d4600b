package activate.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.part.EmbeddedPart;
import activate.embedded.part.Fault;
import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.testkit.time.Eventually;
import activate.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts that run, say that they work, and do not. */
final class RecoveryTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Supervisor supervisor = new Supervisor(clock, new Random(1), _ -> {});
    private final FaultyPart part = new FaultyPart();

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void aPartThatDoesNotDoWhatItIsForIsRestartedAndSaysWhy() throws Exception {
        // Given a part that works
        start();
        // When its writes begin to fail, then its state and the reason are told
        fails(Fault.of("no space left"));
        advance(Duration.ofSeconds(8));
        Eventually.holds("it is unready", DEADLINE, () -> status().state() == PartState.UNREADY);
        assertThat(status().failure()).isEqualTo("no space left");
        assertThat(status().changed()).isNotNull();
        assertThat(part.launches).hasValue(1);
        // And when that goes on, it is started again
        advance(Duration.ofSeconds(61));
        Eventually.holds("it is launched again", DEADLINE, () -> part.launches.get() == 2);
        part.fault.set(null);
        Eventually.holds("it is ready", DEADLINE, () -> status().state() == PartState.READY);
        // And the restart is remembered, with its reason
        assertThat(status().restarts()).isOne();
        assertThat(status().restartsWithin(Duration.ofHours(1), clock.instant())).isOne();
        assertThat(status().failure()).isEqualTo("no space left");
        advance(Duration.ofHours(2));
        assertThat(status().restartsWithin(Duration.ofHours(1), clock.instant())).isZero();
    }

    @Test
    void aServerOfSomebodyElseIsShownAndNeverRestarted() throws Exception {
        start();
        fails(Fault.of("connection refused").elsewhere());
        advance(Duration.ofSeconds(8));
        Eventually.holds("it is unready", DEADLINE, () -> status().state() == PartState.UNREADY);
        advance(Duration.ofHours(9));
        int before = part.asked.get();
        Eventually.holds("it is asked on", DEADLINE, () -> part.asked.get() > before + 3);
        assertThat(part.launches).hasValue(1);
        assertThat(status().state()).isEqualTo(PartState.UNREADY);
    }

    @Test
    void aPartThatWaitsForAnotherIsGivenMoreTime() throws Exception {
        start();
        fails(Fault.waitsFor("not ready by its own word: stores-prepared"));
        advance(Duration.ofSeconds(90));
        Eventually.holds("it is unready", DEADLINE, () -> status().state() == PartState.UNREADY);
        assertThat(part.launches).hasValue(1);
        advance(Duration.ofMinutes(5));
        Eventually.holds("it is launched again", DEADLINE, () -> part.launches.get() == 2);
    }

    @Test
    void aServerThatHangsHoldsUpNeitherItsStopNorTheOthers() throws Exception {
        // Given a server inside the supervisor whose end waits for a lock that nobody gives back
        var free = new CountDownLatch(1);
        var hung = new HungPart(free);
        hung.launch();
        // When it is stopped, then the stop ends all the same
        hung.stop();
        assertThat(hung.process()).isEmpty();
        // And it is not started beside its former self, but after that has let go
        assertThatThrownBy(hung::launch)
                .isInstanceOf(PartFailure.class)
                .hasMessageContaining("hangs");
        free.countDown();
        Eventually.passes("it starts again", DEADLINE, hung::launch);
    }

    private void start() throws InterruptedException {
        supervisor.addStage(List.of(part));
        supervisor.start();
        assertThat(status().state()).isEqualTo(PartState.READY);
    }

    /** Returns when the supervisor has seen it: time that passes before would not count. */
    private void fails(Fault fault) {
        part.fault.set(fault);
        int before = part.asked.get();
        Eventually.holds("it is asked", DEADLINE, () -> part.asked.get() > before + 2);
    }

    private PartStatus status() {
        return supervisor.status().getFirst();
    }

    private void advance(Duration time) {
        clock.advance(time);
    }

    private static final class FaultyPart implements Part {

        private final AtomicReference<Fault> fault = new AtomicReference<>();
        private final AtomicInteger launches = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public String name() {
            return "store";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public void launch() {
            launches.incrementAndGet();
        }

        @Override
        public Optional<Fault> fault() {
            asked.incrementAndGet();
            return Optional.ofNullable(fault.get());
        }

        @Override
        public void stop() {
            // Nothing runs.
        }

        @Override
        public Optional<ProcessIdentity> process() {
            return Optional.empty();
        }

        @Override
        public boolean awaitEnd(long millis) throws InterruptedException {
            return new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
    }

    private static final class HungPart extends EmbeddedPart {

        private final CountDownLatch free;

        HungPart(CountDownLatch free) {
            super("hung", 0, Duration.ofMillis(50));
            this.free = free;
        }

        @Override
        protected void open() {
            // Open at once.
        }

        @Override
        protected void close() {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.empty();
        }
    }
}
