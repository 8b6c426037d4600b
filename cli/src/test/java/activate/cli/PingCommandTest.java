package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.twin.PlatformTwin;
import activate.testkit.network.RawServer;
import activate.testkit.network.RawServer.Then;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class PingCommandTest {
    private static final Duration SOON = Duration.ofSeconds(9);

    @TempDir Path home;

    private PlatformTwin platform;
    private Map<String, String> environment;

    @BeforeEach
    void start() throws IOException {
        TestCertificate certificate = TestCertificate.make(home, "localhost");
        platform = new PlatformTwin(certificate);
        environment =
                Map.of("PW_API_KEY", platform.key(), "PW_CA_FILE", certificate.pem().toString());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private PwRun ping(String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"ping", "alpha", "--timeout", "1"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return new PwRun.User(home, environment).run("", words);
    }

    @Test
    void serverThatAcceptsAndSaysNothingIsLossInTime() throws IOException {
        try (RawServer silent = new RawServer("", Then.STAYS)) {
            platform.ssh(silent.port());
            long start = System.nanoTime();

            PwRun table = ping("-c", "2", "--via", "tunnel");
            PwRun json = ping("-c", "1", "--via", "tunnel", "-o", "json");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            assertThat(table.code()).isEqualTo(8);
            assertThat(table.out().lines())
                    .containsExactly(
                            "1: lost  no answer within 1 s",
                            "2: lost  no answer within 1 s",
                            "loss         2 of 2");
            assertThat(table.err()).contains("pw: no answer within 1 s");
            assertThat(json.code()).isEqualTo(8);
            assertThat(new JsonObject(json.out()))
                    .isEqualTo(new JsonObject().put("probes", 1).put("lost", 1));
        }
    }

    @Test
    void platformThatSaysNothingIsLossToo() throws IOException {
        try (RawServer silent = new RawServer("", Then.STAYS)) {
            PwRun run = ping("-c", "2", "--platform-host", "localhost:" + silent.port());

            assertThat(run.code()).as(run.err()).isEqualTo(8);
            assertThat(run.out()).contains("loss         2 of 2");
        }
    }

    @Test
    void timeoutIsASensibleNumber() {
        PwRun run = new PwRun.User(home, environment).run("", "ping", "alpha", "--timeout", "0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--timeout: 0 (expected: 1-60)");
    }
}
