package activate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.StateDirectory;
import activate.agent.twin.HubLink;
import activate.agent.twin.HubTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import io.vertx.core.json.JsonObject;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class RunCommandTest {
    @TempDir Path directory;

    @Test
    void enrolledNodeReportsServesAndIsRevoked() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "localhost");
        Path hostKey =
                Files.writeString(
                        directory.resolve("host.pub"), "ssh-ed25519 AAAAC3Nza root@node\n");
        String state = directory.resolve("state").toString();
        try (HubTwin hub = new HubTwin(certificate, 0)) {
            AgentRun.enrol(hub, certificate, Path.of(state), "--ssh-host-key", hostKey.toString());
            CompletableFuture<AgentRun> running = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(
                            () ->
                                    running.complete(
                                            AgentRun.of(Map.of(), "", "run", "--state", state)));

            HubLink link = hub.link();
            JsonObject heartbeat = Objects.requireNonNull(hub.heartbeat());
            assertThat(heartbeat.getJsonArray("sshHostKeys"))
                    .containsExactly("ssh-ed25519 AAAAC3Nza");
            assertThat(heartbeat.getJsonObject("metrics").getDouble("loadAvg1")).isNotNull();
            Eventually.passes(
                    "status is written",
                    Duration.ofSeconds(10),
                    () ->
                            assertThat(AgentRun.of(Map.of(), "", "status", "--state", state).out())
                                    .contains("connected: hub twin"));
            AgentRun second = AgentRun.of(Map.of(), "", "run", "--state", state);
            assertThat(second.code()).isEqualTo(6);
            assertThat(second.err()).contains("an agent runs on " + state + " already");

            link.close(4403, "revoked");

            AgentRun ended = running.get(20, TimeUnit.SECONDS);
            assertThat(ended.code()).isEqualTo(77);
            assertThat(ended.err()).contains("the platform has revoked this node");
        }
    }

    @Test
    void leftOverLockFileStopsNobody() throws Exception {
        StateDirectory state = StateDirectory.open(directory.resolve("state"));
        Files.writeString(state.path().resolve("lock"), "12345");

        try (FileLock lock = state.lock()) {
            assertThat(lock.isValid()).isTrue();
        }
    }

    @Test
    void commandsWithoutEnrolmentSaySo() {
        String state = directory.resolve("none").toString();

        for (String command : new String[] {"run", "status", "install"}) {
            AgentRun run = AgentRun.of(Map.of(), "", command, "--state", state);
            assertThat(run.code()).as(command).isEqualTo(3);
            assertThat(run.err())
                    .contains("holds no enrolled node: there is no such directory")
                    .contains("hint: enrol it");
        }
        AgentRun doctor = AgentRun.of(Map.of(), "", "doctor", "--state", state);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).startsWith("FAIL  enrolment  ").contains("fix: enrol it");
        assertThat(directory.resolve("none")).as("a mistyped directory").doesNotExist();
    }
}
