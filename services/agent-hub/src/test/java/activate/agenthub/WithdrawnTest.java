package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.issueToken;
import static activate.agenthub.HubCalls.newToken;
import static activate.agenthub.HubCalls.register;
import static activate.agenthub.HubCalls.registration;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agenthub.HubCalls.Enrolled;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.MessagePublisher;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What becomes of streams, and of those who ask for one, when a right or a way is taken away. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class WithdrawnTest extends HubFixture {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject EnvelopeWriter events;
    @Inject MessagePublisher publisher;
    @Inject ObjectMapper json;
    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private void publish(OutboxEntry.Message message) throws JsonProcessingException {
        publisher.publish(message).toCompletableFuture().join();
    }

    private static Response target(String cluster, String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/ws/ssh/target?cluster=" + cluster);
    }

    @Test
    void disabledUserLosesStreamsAndTokensButNotThoseIssuedLater() throws Exception {
        // Given
        Instant now = Instant.now();
        String token = HubRig.userToken("dora", now.minusSeconds(60));
        String other = HubRig.userToken("fred", now.minusSeconds(60));
        Enrolled node = enrol("c-ann", "of-dora", TestAgent.newKey());
        try (TestAgent _ = hub.link(node);
                TestUser open = hub.user("cluster=annsbox&node=of-dora", token).open();
                TestUser others = hub.user("cluster=annsbox&node=of-dora", other).open()) {
            assertThat(open.message().getString("type")).isEqualTo("opened");
            assertThat(others.message().getString("type")).isEqualTo("opened");

            // When
            publish(
                    events.message(
                            EventType.CREDENTIAL_REVOKED,
                            new CredentialRevoked("u-dora", "user", "dora")));

            // Then
            assertThat(open.message().getString("code")).isEqualTo("forbidden");
            assertThat(open.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
            assertThat(target("annsbox", token).statusCode()).isEqualTo(401);
            assertThat(TestUser.refusal(() -> hub.user("cluster=annsbox", token))).isEqualTo(401);
            String later = HubRig.userToken("dora", now.plusSeconds(60));
            assertThat(target("annsbox", later).statusCode()).isEqualTo(200);
            assertThat(target("annsbox", other).statusCode()).isEqualTo(200);
            assertThat(others.closed).isNotDone();
        }
    }

    @Test
    void registrationTokenOfAUserWhoIsLockedOutEnrolsNobody() throws Exception {
        // Given
        String token = issueToken("c-ann", true, "lena").getString("token");
        register(registration(token, "before", null), 200);

        // When
        publish(
                events.message(
                        EventType.CREDENTIAL_REVOKED,
                        new CredentialRevoked("u-lena", "user", "lena")));

        // Then
        Eventually.passes(
                "the token is void",
                Duration.ofSeconds(10),
                () -> register(registration(token, "after", null), 401));
        register(registration(newToken(false), "anothers", null), 200);
    }

    @Test
    void credentialRevokedWhileTheStreamWasMadeEndsIt() throws Exception {
        // Given: the hub remembers whose key it is, and does not hear of the revocation any more
        Enrolled node = enrol("c-ann", "of-rita", TestAgent.newKey());
        String key = "Basic " + TestAgent.basic("pwt_rita");
        String query = "cluster=annsbox&node=of-rita";
        try (TestAgent _ = hub.link(node)) {
            try (TestUser before = hub.userWith(query, key).open()) {
                assertThat(before.message().getString("type")).isEqualTo("opened");
            }
            mongo.getDatabase(database)
                    .getCollection("revoked_credentials")
                    .insertOne(
                            new Document("_id", "cred-rita")
                                    .append("at", Date.from(Instant.now())));

            // When
            try (TestUser after = hub.userWith(query, key).open()) {
                // Then
                assertThat(after.message().getString("code")).isEqualTo("unauthenticated");
                assertThat(after.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
            }
        }
    }

    @Test
    void disconnectedClusterLosesItsStreamsAndIsNotDialledUntilItIsConnected() throws Exception {
        // Given
        String token = HubRig.userToken("ann");
        Enrolled node = enrol("c-switched", "switched", TestAgent.newKey());
        try (TestAgent _ = hub.link(node);
                TestUser open = hub.user("cluster=switched", token).open()) {
            assertThat(open.message().getString("type")).isEqualTo("opened");

            // When
            publish(
                    events.message(
                            EventType.CLUSTER_CHANGED,
                            HubRig.cluster("c-switched", "switched", 2, true)));

            // Then
            assertThat(open.message().getString("code")).isEqualTo("cluster_offline");
            assertThat(open.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
            Response refused = target("switched", token);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("cluster_offline");
            assertThat(refused.jsonPath().getString("message")).contains("disconnected");
            assertThat(TestUser.refusal(() -> hub.user("cluster=switched", token))).isEqualTo(409);

            // When
            publish(
                    events.message(
                            EventType.CLUSTER_CHANGED,
                            HubRig.cluster("c-switched", "switched", 3, false)));

            // Then
            Eventually.holds(
                    "the cluster is reached",
                    SOON,
                    () -> target("switched", token).statusCode() == 200);
            try (TestUser again = hub.user("cluster=switched", token).open()) {
                assertThat(again.message().getString("type")).isEqualTo("opened");
            }
        }
    }

    @Test
    void revokedCredentialEndsItsStreamsThoughTheStoreFailsAndIsStoredLater() throws Exception {
        // Given: the store fails twice to keep the revocation
        assumeTrue(HubRig.store().canFail());
        String token = HubRig.userToken("gwen");
        Enrolled node = enrol("c-ann", "of-gwen", TestAgent.newKey());
        AtomicInteger tries = new AtomicInteger();
        try (TestAgent _ = hub.link(node);
                TestUser open = hub.user("cluster=annsbox&node=of-gwen", token).open()) {
            assertThat(open.message().getString("type")).isEqualTo("opened");
            HubRig.store()
                    .fail(
                            command ->
                                    "revoked_credentials".equals(command.get("update"))
                                            && tries.incrementAndGet() <= 2);
            // When
            publish(
                    events.message(
                            EventType.CREDENTIAL_REVOKED,
                            new CredentialRevoked("cred-gwen", "api_key", "gwen")));
            // Then
            assertThat(open.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
            Eventually.holds(
                    "the token is void", SOON, () -> target("annsbox", token).statusCode() == 401);
            assertThat(tries).hasValue(3);
        } finally {
            HubRig.store().fail(_ -> false);
        }
    }
}
