package activate.internalapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.internalapi.delivery.Delivery;
import activate.internalapi.delivery.PoisonMessage;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.testkit.store.TestBroker;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
final class RevocationTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String QUEUE = "internal-api.credentials";

    @Inject ObjectMapper json;
    @Inject DataSource database;
    @Inject Delivery delivery;

    @ConfigProperty(name = "test.broker")
    String brokerAddress;

    private Connection connection;
    private Channel channel;
    private final String name = "admin-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    @BeforeEach
    void connect() throws Exception {
        Eventually.holds(
                "the queue is bound",
                SOON,
                () -> {
                    try (Connection probe = TestBroker.clientOf(brokerAddress).newConnection();
                            Channel probing = probe.createChannel()) {
                        return probing.queueDeclarePassive(QUEUE).getConsumerCount() > 0;
                    }
                });
        connection = TestBroker.clientOf(brokerAddress).newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
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
            publish(revoked(new CredentialRevoked(credential, kind, name), now));

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
        deliveries.addAll(Collections.nCopies(5, revoked(user, now)));
        deliveries.addAll(Collections.nCopies(5, revoked(user, now.plusSeconds(120))));
        Collections.shuffle(deliveries, new Random(6));
        long known = count();

        // When
        for (byte[] delivery : deliveries) {
            publish(delivery);
        }

        // Then
        Eventually.holds("the later one counts", SOON, () -> status(between) == 401);
        assertThat(status(before)).isEqualTo(401);
        assertThat(status(after)).isEqualTo(200);
        Eventually.holds("the queue is empty", SOON, () -> channel.messageCount(QUEUE) == 0);
        assertThat(status(between)).isEqualTo(401);
        assertThat(count()).isEqualTo(known + 1);
    }

    @Test
    void revocationsOfExpiredTokensAreForgotten() throws Exception {
        // Given
        execute(
                "INSERT INTO billing.revocation VALUES ('old', 1, now() - interval '3 days'),"
                        + " ('young', 1, now() - interval '1 day')");

        // When
        publish(revoked(new CredentialRevoked("c-new", "api_key", name), now));

        // Then
        Eventually.holds("the old one is gone", SOON, () -> count("key = 'old'") == 0);
        assertThat(count("key = 'young'")).isEqualTo(1);
    }

    @Test
    void poisonGoesToTheDeadLettersAndStopsNobody() throws Exception {
        // Given
        long dead = channel.messageCount(QUEUE + ".dead");
        String token = Tokens.user(name, true, "c-after-poison", now);

        // When
        publish("no json".getBytes(StandardCharsets.UTF_8));
        publish(revoked(new CredentialRevoked("", "api_key", ""), now));
        publish(
                "{\"type\":\"credential.revoked\",\"version\":1,\"data\":null}"
                        .getBytes(StandardCharsets.UTF_8));
        publish(revoked(new CredentialRevoked("id", "user", name), Instant.MAX));
        publish(
                revoked(
                        new CredentialRevoked("id", "user", name),
                        Instant.ofEpochMilli(Long.MAX_VALUE)));
        publish(revoked(new CredentialRevoked("c-after-poison", "api_key", name), now));

        // Then
        Eventually.holds("the next counts", SOON, () -> status(token) == 401);
        Eventually.holds(
                "five dead letters", SOON, () -> channel.messageCount(QUEUE + ".dead") == dead + 5);
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
                                    delivery.settle(
                                            "test",
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

    private byte[] revoked(CredentialRevoked data, Instant time) throws Exception {
        return json.writeValueAsBytes(
                new Envelope<>(
                        UUID.randomUUID().toString(),
                        EventType.CREDENTIAL_REVOKED,
                        1,
                        time,
                        "legacy-api",
                        null,
                        data));
    }

    private void publish(byte[] body) throws Exception {
        channel.basicPublish(EventType.EXCHANGE, EventType.CREDENTIAL_REVOKED, null, body);
    }

    private long count() throws SQLException {
        return count("true");
    }

    private long count(String condition) throws SQLException {
        String sql = "SELECT count(*) FROM billing.revocation WHERE " + condition;
        try (var open = database.getConnection();
                var rows = open.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var open = database.getConnection();
                var statement = open.createStatement()) {
            statement.execute(sql);
        }
    }
}
