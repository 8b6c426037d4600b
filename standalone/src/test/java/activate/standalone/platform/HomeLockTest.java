package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.Orphans;
import activate.embedded.part.ProcessIdentity;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who runs is told by the lock, whatever has become of the files beside it. */
@SuppressWarnings("NullAway.Init")
final class HomeLockTest {

    private static final Duration SECONDS = Duration.ofSeconds(15);

    @TempDir Path folder;

    private Home home;
    private SupervisorStandIn supervisor;

    @BeforeEach
    void start() throws IOException {
        home = new Home(folder.resolve("home"));
        supervisor = SupervisorStandIn.start(home);
    }

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"supervisor\":",
                "{\"supervisor\":\"1 1\",\"ready\":true,\"parts\":[]}",
                "{\"supervisor\":\"x\",\"parts\":[{\"state\":\"nonsense\"}]}"
            })
    void aDamagedStatusFileHidesNothingAndIsWrittenAgain(String damaged) throws Exception {
        // When the status file of a running platform is damaged
        Files.writeString(home.status(), damaged);
        // Then it is still known to run
        assertThat(RunningSupervisor.of(home)).contains(supervisor.identity());
        // And within seconds its parts are known again
        assertThat(new StatusFile(home).await())
                .hasValueSatisfying(running -> assertThat(running.parts()).hasSize(2));
    }

    @Test
    void aDeletedStatusFileIsWrittenAgain() throws Exception {
        Files.delete(home.status());
        assertThat(new StatusFile(home).await())
                .hasValueSatisfying(running -> assertThat(running.parts()).hasSize(2));
    }

    @Test
    void aSupervisorWithoutItsLockFileIsFoundAndTakesTheLockAgain() throws Exception {
        // When the lock file is deleted, and with it the whole folder
        delete(home.run());
        // Then the supervisor is found by what it has open
        assertThat(RunningSupervisor.of(home)).contains(supervisor.identity());
        // And takes the lock anew, so that no second one starts
        Eventually.holds(
                "the files are back",
                SECONDS,
                () -> Files.exists(home.lock()) && Files.exists(home.status()));
        Eventually.holds("the lock is taken", SECONDS, () -> isTaken(home));
        assertThat(RunningSupervisor.of(home)).contains(supervisor.identity());
    }

    @Test
    void aCopyOfAHomeDoesNotRunAndEndsNobody() throws Exception {
        // Given a child of the running platform, and a copy of its home
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            var identity = ProcessIdentity.of(child.pid()).orElseThrow();
            PrivateFiles.write(
                    home.run().resolve("store.pid"), identity.toText() + "\n" + home.root() + "\n");
            var copy = new Home(folder.resolve("copy"));
            copy(home.root(), copy.root());
            // When somebody asks for the copy and cleans up in it
            assertThat(RunningSupervisor.of(copy)).isEmpty();
            assertThat(new StatusFile(copy).read()).isEmpty();
            int ended = Orphans.end(copy);
            // Then the platform that it was copied from is left alone
            assertThat(ended).isZero();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void nobodyIsFoundAfterAKill() {
        supervisor.identity().signal("KILL");
        Eventually.holds("nobody runs", SECONDS, () -> RunningSupervisor.of(home).isEmpty());
        assertThat(new StatusFile(home).read()).isEmpty();
    }

    private static boolean isTaken(Home home) {
        try (HomeLock lock = HomeLock.take(home).orElse(null)) {
            return lock == null;
        }
    }

    private static void delete(Path root) throws IOException {
        for (Path file : tree(root).sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : tree(from).toList()) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static Stream<Path> tree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return List.copyOf(files.toList()).stream();
        }
    }
}
