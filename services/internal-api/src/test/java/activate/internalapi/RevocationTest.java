package activate.internalapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.PoisonMessage;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
final class RevocationTest extends QueueFixture {

    @Inject ConsumeMessage consume;

    private final String name = "admin-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    RevocationTest() {
        super("internal-api.credentials", EventType.CREDENTIAL_REVOKED, "legacy-api");
    }

    @Test
    void tokenOfARevokedCredentialIsRefused() throws Exception {
        for (String kind : List.of("api_key", "session")) {
            // Given
            String credential = kind + UUID.randomUUID();
            String token = Tokens.user(name, true, credential, now);
            String other = Tokens.user(name, true, "other-" + credential, now);
            assertThat(status(token)).isEqualTo(200);

            // When
            publish(message(new CredentialRevoked(credential, kind, name), now));

            // Then
            Eventually.holds(kind + " is refused", SOON, () -> status(token) == 401);
            assertThat(status(other)).isEqualTo(200);
        }
    }

    @Test
    void tokensOfADisabledUserAreRefusedButNotThoseIssuedLater() throws Exception {
        // Given
        String before = Tokens.user(name, true, "c-1", now.minusSeconds(60));
        String between = Tokens.user(name, true, "c-2", now.plusSeconds(60));
        String after = Tokens.user(name, true, "c-3", now.plusSeconds(240));
        CredentialRevoked user = new CredentialRevoked("id", "user", name);
        List<byte[]> deliveries = new ArrayList<>();
        deliveries.addAll(Collections.nCopies(5, message(user, now)));
        deliveries.addAll(Collections.nCopies(5, message(user, now.plusSeconds(120))));
        Collections.shuffle(deliveries, new Random(6));
        long known = count("billing.revocation");

        // When
        for (byte[] delivery : deliveries) {
            publish(delivery);
        }

        // Then
        Eventually.holds("the later one counts", SOON, () -> status(between) == 401);
        assertThat(status(before)).isEqualTo(401);
        assertThat(status(after)).isEqualTo(200);
        Eventually.holds("the queue is empty", SOON, () -> waiting() == 0);
        assertThat(status(between)).isEqualTo(401);
        assertThat(count("billing.revocation")).isEqualTo(known + 1);
    }

    @Test
    void revocationsOfExpiredTokensAreForgotten() throws Exception {
        // Given
        execute(
                "INSERT INTO billing.revocation VALUES ('old', 1, now() - interval '3 days'),"
                        + " ('young', 1, now() - interval '1 day')");

        // When
        publish(message(new CredentialRevoked("c-new", "api_key", name), now));

        // Then
        Eventually.holds(
                "the old one is gone",
                SOON,
                () -> count("billing.revocation WHERE key = 'old'") == 0);
        assertThat(count("billing.revocation WHERE key = 'young'")).isEqualTo(1);
    }

    @Test
    void poisonGoesToTheDeadLettersAndStopsNobody() throws Exception {
        // Given
        long dead = deadLetters();
        String token = Tokens.user(name, true, "c-after-poison", now);

        // When
        publish("no json".getBytes(StandardCharsets.UTF_8));
        publish(message(new CredentialRevoked("", "api_key", ""), now));
        publish(
                "{\"type\":\"credential.revoked\",\"version\":1,\"data\":null}"
                        .getBytes(StandardCharsets.UTF_8));
        publish(message(new CredentialRevoked("id", "user", name), Instant.MAX));
        publish(
                message(
                        new CredentialRevoked("id", "user", name),
                        Instant.ofEpochMilli(Long.MAX_VALUE)));
        publish(message(new CredentialRevoked("c-after-poison", "api_key", name), now));

        // Then
        Eventually.holds("the next counts", SOON, () -> status(token) == 401);
        Eventually.holds("five dead letters", SOON, () -> deadLetters() == dead + 5);
    }

    @Test
    void whatCannotBeReckonedWithIsRefusedAndNotTriedForEver() throws Exception {
        for (RuntimeException failure :
                List.of(
                        new IllegalArgumentException(),
                        new DateTimeException("far"),
                        new ArithmeticException())) {
            // Given
            CompletableFuture<Throwable> refused = new CompletableFuture<>();
            Message<byte[]> message =
                    Message.of(
                            new byte[0],
                            () -> CompletableFuture.completedStage(null),
                            cause -> {
                                refused.complete(cause);
                                return CompletableFuture.completedStage(null);
                            });

            // When
            Thread.ofVirtual()
                    .start(
                            () ->
                                    consume.run(
                                            "test",
                                            ConsumeMessage.Poison.DEAD_LETTER,
                                            message,
                                            _ -> {
                                                throw failure;
                                            }));

            // Then
            assertThat(refused.get(20, TimeUnit.SECONDS)).isInstanceOf(PoisonMessage.class);
        }
    }

    private static int status(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/admin/usage/nodes?clusterId=c")
                .statusCode();
    }
}
