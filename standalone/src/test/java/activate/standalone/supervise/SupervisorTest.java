package activate.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.home.Home;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.embedded.part.Orphans;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.testkit.time.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small real processes under the real supervisor. */
@SuppressWarnings("NullAway.Init")
final class SupervisorTest {

    @TempDir Path folder;

    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void prepare() {
        home = new Home(folder);
        home.prepare();
        supervisor = new Supervisor(Clock.systemUTC(), new Random(1), _ -> {});
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void aKilledChildComesBack() throws Exception {
        // Given a running child
        supervisor.addStage(List.of(new ShellPart("worker", "exec sleep 600")));
        supervisor.start();
        ProcessIdentity first = process("worker").orElseThrow();
        // When it is killed
        first.signal("KILL");
        // Then another one runs within a few seconds
        Eventually.holds(
                "the child is back",
                Duration.ofSeconds(15),
                () -> process("worker").filter(again -> !again.equals(first)).isPresent());
        assertThat(supervisor.status().getFirst().restarts()).isPositive();
    }

    @Test
    void stagesStopInTheOtherOrderAndLeaveNoProcess() throws Exception {
        // Given a store and a service that writes down when it ends
        Path ends = folder.resolve("ends");
        String noted =
                "trap 'echo %1$s >>"
                        + ends
                        + "; exit' TERM; : >"
                        + ends
                        + ".%1$s; while :; do sleep 0.05; done";
        supervisor.addStage(List.of(new ShellPart("store", noted.formatted("store"))));
        supervisor.addStage(List.of(new ShellPart("service", noted.formatted("service"))));
        supervisor.start();
        for (String name : List.of("store", "service")) {
            Eventually.holds(
                    name + " listens to signals",
                    Duration.ofSeconds(15),
                    () -> Files.exists(folder.resolve("ends." + name)));
        }
        List<ProcessIdentity> processes =
                List.of(process("store").orElseThrow(), process("service").orElseThrow());
        // When everything is stopped
        supervisor.stop();
        // Then the service ended first, and nothing is left
        assertThat(Files.readAllLines(ends)).containsExactly("service", "store");
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);
        assertThat(home.run()).isEmptyDirectory();
    }

    @Test
    void aPartStartsWhenThoseThatItNeedsAreReady() throws Exception {
        // Given a store that is ready, one that never is, and a service that needs the first alone
        supervisor.addStage(
                List.of(
                        new ShellPart("store", "exec sleep 600"),
                        new ShellPart("slow", "exec sleep 600", false)));
        supervisor.addStage(
                List.of(
                        new ShellPart("early", "exec sleep 600"),
                        new ShellPart("late", "exec sleep 600")),
                part -> part.name().equals("early") ? Set.of("store") : Set.of("slow"));
        // When all are started
        Thread start = Thread.ofVirtual().start(this::startUntilStopped);
        // Then the service starts beside the slow store, and the other one waits
        Eventually.holds(
                "the service is ready",
                Duration.ofSeconds(15),
                () -> state("early") == PartState.READY);
        assertThat(state("slow")).isEqualTo(PartState.STARTING);
        assertThat(state("late")).isEqualTo(PartState.WAITING);
        // And a stop does not wait for what has never begun
        supervisor.stop();
        start.join();
        assertThat(process("late")).isEmpty();
    }

    private void startUntilStopped() {
        try {
            supervisor.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PartState state(String name) {
        return supervisor.status().stream()
                .filter(part -> part.name().equals(name))
                .map(PartStatus::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChildThatNeverStartsEndsTheStart() {
        supervisor.addStage(List.of(new ShellPart("broken", "exit 3")));
        assertThatThrownBy(supervisor::start)
                .isInstanceOf(PartFailure.class)
                .hasMessageContaining("broken");
    }

    @Test
    void anOrphanOfAnEarlierRunIsEnded() throws Exception {
        // Given a child whose supervisor is gone, by its pid file, and a pid file of a process that
        // ended long ago
        Process orphan = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity identity = ProcessIdentity.of(orphan.pid()).orElseThrow();
        Files.writeString(home.run().resolve("left.pid"), identity.toText());
        ProcessIdentity self = ProcessIdentity.current();
        Files.writeString(
                home.run().resolve("reused.pid"), self.pid() + " " + (self.startTicks() - 7));
        // When the next run cleans up
        int ended = Orphans.end(home);
        // Then only the orphan is ended: the number of this very process was left alone
        assertThat(ended).isOne();
        assertThat(orphan.waitFor()).isNotZero();
    }

    private Optional<ProcessIdentity> process(String name) {
        return supervisor.status().stream()
                .filter(part -> part.name().equals(name))
                .flatMap(part -> Optional.ofNullable(part.process()).stream())
                .findFirst();
    }

    private final class ShellPart extends ChildPart {

        private final String script;
        private final boolean works;

        ShellPart(String name, String script) {
            this(name, script, !script.startsWith("exit"));
        }

        ShellPart(String name, String script, boolean works) {
            super(home, name, 0, "TERM", Duration.ofSeconds(10));
            this.script = script;
            this.works = works;
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public void launch() {
            process.start(
                    new ChildProcess.Command(
                            List.of(),
                            List.of("/bin/sh", "-c", script),
                            Map.of("PATH", "/usr/bin:/bin"),
                            folder,
                            "KILL"));
        }

        @Override
        public Optional<Fault> fault() {
            return process.identity().isPresent() && works
                    ? Optional.empty()
                    : Optional.of(Fault.of("it does not run"));
        }
    }
}
