package activate.servicekit.servicetoken;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.store.TestServiceKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
final class ServiceTokensTest {
    private static final TestServiceKeys KEYS = new TestServiceKeys();

    @TempDir Path directory;

    private ServiceTokens hub;

    private record Config(String name, Optional<Path> keyFile, Optional<Path> jwksFile)
            implements ServiceConfig {}

    @BeforeEach
    void makeHub() throws IOException {
        Map<String, String> files = KEYS.write(directory, "agent-hub");
        hub =
                new ServiceTokens(
                        new Config(
                                "agent-hub",
                                Optional.of(Path.of(files.get("activate.service.key-file"))),
                                Optional.of(Path.of(files.get("activate.service.jwks-file")))));
    }

    @Test
    void tokenIsGoodForAMinute() {
        // Given
        Instant now = Instant.now();
        String fresh = KEYS.token("legacy-api", "legacy-api", "agent-hub", now);
        String old =
                KEYS.token(
                        "legacy-api", "legacy-api", "agent-hub", now.minus(Duration.ofMinutes(2)));
        String ahead =
                KEYS.token(
                        "legacy-api", "legacy-api", "agent-hub", now.plus(Duration.ofMinutes(10)));

        // When, Then
        assertThat(hub.verify(fresh)).contains("legacy-api");
        assertThat(hub.verify(old)).isEmpty();
        assertThat(hub.verify(ahead)).isEmpty();
    }

    @Test
    void tokenIsGoodForItsAudienceOnly() {
        assertThat(hub.verify(KEYS.token("legacy-api", "internal-api"))).isEmpty();
        assertThat(hub.verify(hub.issue("legacy-api"))).isEmpty();
        assertThat(hub.verify(hub.issue("agent-hub"))).contains("agent-hub");
    }

    @Test
    void serviceSpeaksInItsOwnNameOnly() {
        assertThat(hub.verify(KEYS.token("legacy-api", "cloud-cacher", "agent-hub"))).isEmpty();
    }
}
