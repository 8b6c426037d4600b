package activate.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // Made before each test.
final class TestServiceKeysTest {
    private final TestServiceKeys keys = new TestServiceKeys();

    @TempDir Path directory;

    private JwtConsumer consumer;

    @BeforeEach
    void readThePublicKeys() throws Exception {
        Map<String, String> settings = keys.write(directory, "agent-hub");
        String set = Files.readString(Path.of(settings.get("activate.service.jwks-file")));
        assertThat(set).contains("\"legacy-api\"").doesNotContain("\"d\"");
        consumer =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(
                                new JwksVerificationKeyResolver(
                                        new JsonWebKeySet(set).getJsonWebKeys()))
                        .setExpectedAudience("legacy-api")
                        .setRequireExpirationTime()
                        .build();
    }

    @Test
    void aTokenIsFromItsIssuerForItsAudience() throws Exception {
        JwtClaims claims = consumer.processToClaims(keys.token("agent-hub", "legacy-api"));

        assertThat(claims.getIssuer()).isEqualTo("agent-hub");
    }

    @Test
    void aTokenForSomebodyElseOrOfLongAgoIsNotGood() {
        String foreign = keys.token("agent-hub", "internal-api");
        String old =
                keys.token(
                        "agent-hub",
                        "agent-hub",
                        "legacy-api",
                        Instant.now().minus(Duration.ofHours(1)));

        assertThatThrownBy(() -> consumer.processToClaims(foreign))
                .isInstanceOf(InvalidJwtException.class);
        assertThatThrownBy(() -> consumer.processToClaims(old))
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void aServiceThatIsNoneHasNoKey() {
        assertThatThrownBy(() -> keys.token("stranger", "legacy-api"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stranger");
    }
}
