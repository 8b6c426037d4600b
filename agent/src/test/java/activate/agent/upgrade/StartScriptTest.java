package activate.agent.upgrade;

import static activate.agent.twin.InstalledTwin.NEW;
import static activate.agent.twin.InstalledTwin.OLD;
import static activate.agent.twin.InstalledTwin.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.twin.InstalledTwin;
import activate.agent.twin.SmallDisk;
import activate.testkit.resource.KillProcess;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version is started, whatever the new one does and whenever all of it is killed. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class StartScriptTest {
    private static final int LONG = 60;

    @TempDir Path directory;

    private InstalledTwin installed;

    @BeforeEach
    void install() throws IOException {
        installed = new InstalledTwin(directory.resolve("an agent's"), directory.resolve("state"));
        installed.add(OLD, "links");
        installed.name("current", OLD);
    }

    @AfterEach
    void stop() {
        installed.close();
    }

    private void stage(String manner) throws IOException {
        installed.add(NEW, manner);
        installed.name("next", NEW);
    }

    private static int code(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void otherCommandsAreThePresentVersionItselfWithTheirWords() throws Exception {
        stage("links");
        Process process =
                new ProcessBuilder(installed.program().toString(), "keys", "", "a b", "*'\"")
                        .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("keys\0\0a b\0*'\"\0");
        assertThat(code(process)).isZero();
        assertThat(installed.named("next")).isEqualTo(NEW);
    }

    @Test
    void versionThatLinksStays() throws Exception {
        stage("links");
        Process agent = installed.run(LONG);

        Eventually.holds("kept", SOON, () -> installed.named("current").equals(NEW));
        assertThat(installed.named("previous")).isEqualTo(OLD);
        assertThat(installed.root().resolve("next")).doesNotExist();
        assertThat(installed.root().resolve("trying")).doesNotExist();
        assertThat(agent.isAlive()).isTrue();
        Eventually.passes(
                "it is logged",
                SOON,
                () -> assertThat(log()).contains("INFO upgrade done version=" + NEW));
        assertThat(installed.starts()).containsExactly("links");
    }

    private String log() {
        try {
            return installed.log();
        } catch (IOException e) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "silent, it did not link within 2 s",
        "ends, it ended with exit code 9",
        "flaps, it ended with exit code 1",
        "stubborn, it did not link within 2 s",
    })
    void versionThatDoesNotLinkMakesRoomForTheOneBefore(String manner, String reason)
            throws Exception {
        stage(manner);
        Process agent = installed.run(manner.equals("flaps") ? LONG : 2);

        installed.awaitStarts(manner, "links");
        assertThat(installed.named("current")).isEqualTo(OLD);
        assertThat(installed.named("refused")).isEqualTo(NEW);
        assertThat(Files.readString(installed.root().resolve("refused"))).contains(reason);
        assertThat(log()).contains("WARNING upgrade given up version=" + NEW).contains(reason);
        assertThat(installed.root().resolve("trying")).doesNotExist();
        assertThat(agent.isAlive()).isTrue();
        assertThat(agent.descendants().map(ProcessHandle::pid))
                .as("the new one is gone")
                .contains(pid())
                .hasSizeLessThanOrEqualTo(2);
    }

    private long pid() throws IOException {
        Path status = directory.resolve("state/status.json");
        Eventually.holds("status", SOON, () -> Files.readString(status).contains("true"));
        return Long.parseLong(Files.readString(status).replaceAll("(?s).*\"pid\":(\\d+),.*", "$1"));
    }

    @Test
    void killedInATrialTheNextStartIsThatOfTheVersionBefore() throws Exception {
        stage("silent");
        Process agent = installed.run(LONG);
        installed.awaitStarts("silent");

        KillProcess.withDescendants(agent);

        assertThat(installed.named("current")).isEqualTo(OLD);
        assertThat(installed.named("trying")).isEqualTo(NEW);
        installed.run(LONG);
        installed.awaitStarts("silent", "links");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "../../../etc", "cccc"})
    void damagedChoiceIsNotTheEnd(String content) throws Exception {
        installed.name("previous", OLD);
        installed.name("current", content);
        installed.run(LONG);

        installed.awaitStarts("links");
    }

    @Test
    void withoutAnyVersionItSaysWhatToDo() throws Exception {
        Files.delete(installed.root().resolve("current"));

        assertThat(code(installed.run(LONG))).isEqualTo(1);
        assertThat(log()).contains("no version of the agent is left").contains("run install.sh");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoEndsItEndsTheAgentAlsoInATrial(boolean trial) throws Exception {
        if (trial) {
            stage("silent");
        }
        Process agent = installed.run(LONG);
        installed.awaitStarts(trial ? "silent" : "links");
        ProcessHandle version = ProcessHandle.of(pidOf(agent)).orElseThrow();

        agent.destroy();

        assertThat(code(agent)).isEqualTo(143);
        Eventually.holds("the agent ends", SOON, () -> !version.isAlive());
        assertThat(installed.named("current")).isEqualTo(OLD);
        assertThat(installed.starts()).hasSize(1);
    }

    private static long pidOf(Process agent) {
        return agent.children()
                .filter(child -> child.info().commandLine().orElse("").contains("versions"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    @Test
    void exitCodeIsThatOfTheAgent() throws Exception {
        installed.add(OLD, "revoked");

        assertThat(code(installed.run(LONG))).isEqualTo(77);
        assertThat(installed.starts()).containsExactly("revoked");
    }

    @Test
    void agentThatEndsWhileAVersionIsReadyIsFollowedByIt() throws Exception {
        Process agent = installed.run(LONG);
        installed.awaitStarts("links");
        stage("silent");

        ProcessHandle.of(pidOf(agent)).orElseThrow().destroy();

        installed.awaitStarts("links", "silent");
        assertThat(agent.isAlive()).isTrue();
    }

    @Test
    void fullDiskStopsNeitherAnUpgradeNorTheWayBack() throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"));
                InstalledTwin small =
                        new InstalledTwin(
                                disk.folder().resolve("agent"), directory.resolve("other"))) {
            small.add(OLD, "links");
            small.name("current", OLD);
            small.add(NEW, "ends");
            small.name("next", NEW);
            disk.fill();
            Process agent = small.run(LONG);
            small.awaitStarts("ends", "links");
            assertThat(small.named("refused")).isEqualTo(NEW);
            KillProcess.withDescendants(agent);

            disk.makeRoom();
            small.add(NEW, "links");
            small.name("next", NEW);
            disk.fill();
            small.run(LONG);

            Eventually.holds("kept", SOON, () -> small.named("current").equals(NEW));
            assertThat(small.named("previous")).isEqualTo(OLD);
        }
    }
}
