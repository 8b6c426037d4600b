package activate.embedded.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.home.Home;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small real processes, from their start to their end. */
@SuppressWarnings("NullAway.Init")
final class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path folder;

    private Home home;
    private ChildProcess child;

    @BeforeEach
    void prepare() {
        home = new Home(folder);
        home.prepare();
        child = new ChildProcess(home, "child");
    }

    @AfterEach
    void end() {
        child.stop("KILL", SOON);
    }

    @Test
    void whatItPrintsIsItsLogAndWhatItIsGivenIsAllItKnows() throws Exception {
        // Given a process that prints its environment, and ends with a code of its own
        start("env; echo done >&2; exit 7", false);
        // When it has ended
        assertThat(child.awaitEnd(SOON.toMillis())).isTrue();
        // Then code and output are known, and it had seen nothing of ours
        assertThat(child.exitCode()).isEqualTo(7);
        Eventually.holds("the log is whole", SOON, () -> log().contains("done\n"));
        assertThat(log()).contains("WORD=given\n").doesNotContain("HOME=", "JAVA_HOME=");
        assertThat(child.identity()).isEmpty();
    }

    @Test
    void itIsKnownByItsFileWhileItRuns() throws Exception {
        start("exec sleep 600", false);
        ProcessIdentity identity = child.identity().orElseThrow();
        assertThat(child.exitCode()).isEqualTo(-1);
        assertThat(Files.readString(home.run().resolve("child.pid")))
                .isEqualTo(identity.toText() + "\n" + home.root() + "\n");
        // When it is stopped, then process and file are gone
        child.stop("TERM", SOON);
        assertThat(identity.isAlive()).isFalse();
        assertThat(home.run()).isEmptyDirectory();
    }

    @Test
    void whoDoesNotListenIsEndedByForce() throws Exception {
        start("trap '' TERM; echo deaf; while :; do sleep 0.05; done", false);
        Eventually.holds("it has begun", SOON, () -> log().contains("deaf"));
        ProcessIdentity identity = child.identity().orElseThrow();
        child.stop("TERM", Duration.ofMillis(200));
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void aPipedProcessReadsWhatIsWritten() throws Exception {
        start("read line; echo \"got $line\"", true);
        try (var in = child.input().orElseThrow()) {
            in.write("a word\n".getBytes(StandardCharsets.UTF_8));
        }
        Eventually.holds("it has read", SOON, () -> log().contains("got a word\n"));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () ->
                                new ChildProcess(home, "ghost")
                                        .start(
                                                new ChildProcess.Command(
                                                        List.of("/no/such/program"),
                                                        List.of(),
                                                        Map.of(),
                                                        folder.resolve("missing"),
                                                        "KILL")))
                .isInstanceOf(PartFailure.class)
                .hasMessageContaining("ghost cannot be started");
    }

    @Test
    void aDescriptionOfItTellsNoPassword() {
        var command =
                new ChildProcess.Command(
                        List.of(), List.of("run"), Map.of("PASSWORD", "hunter2"), folder, "KILL");
        assertThat(command.toString()).contains("run", "PASSWORD").doesNotContain("hunter2");
    }

    private void start(String script, boolean piped) {
        child.start(
                new ChildProcess.Command(
                        List.of(),
                        List.of("/bin/sh", "-c", script),
                        Map.of("PATH", "/usr/bin:/bin", "WORD", "given"),
                        folder,
                        "KILL",
                        piped));
    }

    private String log() {
        try {
            return Files.exists(home.log("child")) ? Files.readString(home.log("child")) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
