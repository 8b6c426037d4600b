package activate.servicekit.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.testkit.time.ManualClock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UserTokenCheckTest {
    private static final String ISSUER = "https://platform.test";
    private static final RsaJsonWebKey FIRST = key("first");
    private static final RsaJsonWebKey SECOND = key("second");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final AtomicInteger reads = new AtomicInteger();
    private final Memory memory = new Memory();
    private volatile String published = publicPart(FIRST);
    private volatile int status = 200;
    private HttpServer legacyApi;
    private URI address;

    private static final class Memory implements KeptKeys {
        private volatile @Nullable String jwks;

        @Override
        public Optional<String> read() {
            return Optional.ofNullable(jwks);
        }

        @Override
        public void keep(String read) {
            jwks = read;
        }
    }

    @BeforeEach
    void start() throws IOException {
        legacyApi =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        legacyApi.createContext(
                "/api/platform/keys",
                exchange -> {
                    reads.incrementAndGet();
                    byte[] body = published.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        legacyApi.start();
        address = URI.create("http://127.0.0.1:" + legacyApi.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        legacyApi.stop(0);
    }

    /** Reads the keys for each token where {@code fresh} is zero and the pause is over. */
    private UserTokenCheck check(Duration fresh, Duration pause) {
        return new UserTokenCheck(address, ISSUER, new FetchedKeys(memory, clock, pause), fresh);
    }

    @Test
    void keysAreReadOnceForManyTokens() {
        UserTokenCheck check = check(Duration.ofMinutes(5), Duration.ofSeconds(5));

        for (int i = 0; i < 10; i++) {
            assertGood(check, FIRST);
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void aNewKeyIsReadWhenItsFirstTokenComes() {
        UserTokenCheck check = check(Duration.ofMinutes(5), Duration.ZERO);
        assertGood(check, FIRST);

        published = publicPart(SECOND);

        assertGood(check, SECOND);
    }

    @Test
    void tokensOfUnknownKeysDoNotCauseAReadingEach() {
        UserTokenCheck check = check(Duration.ofMinutes(5), Duration.ofSeconds(5));

        for (int i = 0; i < 50; i++) {
            assertThat(check.verify(token(SECOND)))
                    .isInstanceOf(UserTokens.Verdict.UnknownKey.class);
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void tokensAreVerifiedWhileLegacyApiIsAway() {
        // Given
        UserTokenCheck check = check(Duration.ZERO, Duration.ZERO);
        assertGood(check, FIRST);

        // When
        legacyApi.stop(0);

        // Then
        assertGood(check, FIRST);
        assertThat(check.verify(token(SECOND))).isInstanceOf(UserTokens.Verdict.UnknownKey.class);
    }

    @Test
    void anAnswerThatIsNoKeySetChangesNothing() {
        UserTokenCheck check = check(Duration.ZERO, Duration.ZERO);
        assertGood(check, FIRST);

        for (String odd : new String[] {"", "{}", "{\"keys\":[]}", "<html>"}) {
            published = odd;
            assertGood(check, FIRST);
        }
        status = 500;
        published = publicPart(SECOND);

        assertGood(check, FIRST);
        assertThat(memory.read()).contains(publicPart(FIRST));
    }

    @Test
    void whoStartsWhileLegacyApiIsAwayUsesTheKeysThatWereKept() {
        assertGood(check(Duration.ofMinutes(5), Duration.ZERO), FIRST);
        legacyApi.stop(0);

        assertGood(check(Duration.ofMinutes(5), Duration.ofSeconds(5)), FIRST);
    }

    @Test
    void withoutAnyKeysNothingIsSaidOfTokensAndFewAreAskedFor() {
        // Given
        UserTokenCheck check = check(Duration.ofMinutes(5), Duration.ofSeconds(5));
        status = 503;

        // When
        for (int i = 0; i < 10; i++) {
            Problem refusal = catchThrowableOfType(Problem.class, () -> check.verify(token(FIRST)));
            assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        }
        assertThat(reads).hasValue(1);

        // Then
        status = 200;
        clock.advance(Duration.ofSeconds(5));
        assertGood(check, FIRST);
    }

    private static void assertGood(UserTokenCheck check, RsaJsonWebKey key) {
        assertThat(check.verify(token(key))).isInstanceOf(UserTokens.Verdict.Good.class);
    }

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicPart(RsaJsonWebKey key) {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static String token(RsaJsonWebKey key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject("id-of-ann");
        claims.setExpirationTimeMinutesInTheFuture(5);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getRsaPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
