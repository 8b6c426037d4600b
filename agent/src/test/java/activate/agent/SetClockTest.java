package activate.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agent.link.EchoServer;
import activate.agent.twin.AgentProcess;
import activate.agent.twin.HubLink;
import activate.agent.twin.HubStream;
import activate.agent.twin.HubTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's clock is set while an agent runs, which has a clock of its own by libfaketime. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
final class SetClockTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;

    private HubTwin hub;
    private EchoServer ssh;
    private Path state;

    @BeforeEach
    void enrol() throws IOException {
        TestCertificate certificate = TestCertificate.make(directory, "localhost");
        hub = new HubTwin(certificate, 0);
        ssh = new EchoServer();
        state = directory.resolve("state");
        AgentRun.enrol(hub, certificate, state, "--ssh-port", Integer.toString(ssh.port()));
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        ssh.close();
    }

    private static Optional<Path> library() {
        return List.of("x86_64-linux-gnu", "aarch64-linux-gnu").stream()
                .map(each -> Path.of("/usr/lib", each, "faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }

    @Test
    @Tag("slow")
    void linkOutlivesEveryStep() throws Exception {
        assumeTrue(library().isPresent(), "libfaketime is not installed");
        Path clock = Files.writeString(directory.resolve("clock"), "+0");
        Map<String, String> environment =
                Map.of(
                        "LD_PRELOAD", library().get().toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_NO_CACHE", "1",
                        "DONT_FAKE_MONOTONIC", "1",
                        "TZ", "UTC");
        try (AgentProcess agent =
                new AgentProcess(state, directory.resolve("log"), environment, List.of())) {
            // Given
            HubLink link = hub.link();

            for (String step : List.of("+2h", "-26h", "+400d")) {
                // When
                Files.writeString(clock, step);

                // Then
                HubStream stream = link.open("ssh");
                assertThat(stream.answer().getBoolean("ok")).isTrue();
                stream.send(new byte[100_000]);
                stream.finish();
                assertThat(stream.all()).hasSize(100_000);
                // At the last one the platform's certificate is long over: a link that is open
                // stays.
                if (!step.equals("+400d")) {
                    Eventually.holds(
                            "a heartbeat after " + step, SOON, () -> hub.heartbeat() != null);
                }
                assertThat(link.isEnded()).isFalse();
                assertThat(hub.hasLink()).as("a new link").isFalse();
            }
            agent.signal("TERM");
            assertThat(agent.code()).isEqualTo(143);
            Eventually.holds(
                    "the agent's clock was set",
                    SOON,
                    () ->
                            agent.log()
                                    .contains(
                                            ZonedDateTime.now(ZoneOffset.UTC)
                                                            .plusDays(400)
                                                            .toLocalDate()
                                                    + "T"));
        }
    }
}
