package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.issueToken;
import static activate.agenthub.HubCalls.registration;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.MessagePublisher;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is withdrawn between a check and its act is withdrawn from the act. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class InterleavingTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject Vertx vertx;
    @Inject EnvelopeWriter events;
    @Inject MessagePublisher publisher;
    @Inject ObjectMapper json;
    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    private MongoCollection<Document> nodes() {
        return mongo.getDatabase(database).getCollection("nodes");
    }

    private static Predicate<BsonDocument> lookUp(String collection, String id) {
        return command ->
                command.containsKey("find")
                        && command.getString("find").getValue().equals(collection)
                        && new BsonString(id).equals(command.getDocument("filter").get("_id"));
    }

    private static Predicate<BsonDocument> goesOnline(String id) {
        return command ->
                command.containsKey("findAndModify")
                        && command.toString().contains(id)
                        && command.toString().contains("hubEpoch");
    }

    private static void revoke(Enrolled node) {
        given().header("Authorization", serviceToken())
                .delete("/internal/v1/nodes/" + node.nodeId() + "?clusterId=" + node.clusterId())
                .then()
                .statusCode(204);
    }

    private static CompletableFuture<Integer> begun(Supplier<Integer> call) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                status.complete(call.get());
                            } catch (RuntimeException e) {
                                status.completeExceptionally(e);
                            }
                        });
        return status;
    }

    @Test
    void tunnelThatBeganBeforeItsRevocationDoesNotOutliveIt() throws Exception {
        // Given: the hub has stored the link, and does not hold it yet
        Enrolled node = enrol("late-link", TestAgent.newKey());
        try (HeldCommand online = HeldCommand.next(goesOnline(node.nodeId()));
                TestAgent agent =
                        new TestAgent(
                                vertx, base.getPort(), node.apiKey(), node.nodeId(), node.key())) {
            online.await();
            // When
            revoke(node);
            online.release();
            // Then
            assertThat(agent.closed.get(2, TimeUnit.SECONDS)).isEqualTo((short) 4403);
        }
    }

    @Test
    void plainTunnelThatBeganBeforeItsRevocationDoesNotOutliveIt() throws Exception {
        // Given
        Enrolled node = enrol("late-plain", null);
        try (HeldCommand online = HeldCommand.next(goesOnline(node.nodeId()));
                TestAgent agent =
                        new TestAgent(vertx, base.getPort(), node.apiKey(), node.nodeId(), null)) {
            online.await();
            // When
            revoke(node);
            online.release();
            // Then
            assertThat(agent.closed.get(2, TimeUnit.SECONDS)).isEqualTo((short) 4403);
        }
    }

    @Test
    void heartbeatThatBeganBeforeTheRevocationWritesNothing() throws Exception {
        // Given
        Enrolled node = enrol("late-beat", null);
        try (HeldCommand verified = HeldCommand.next(lookUp("nodes", node.nodeId()))) {
            CompletableFuture<Integer> status =
                    begun(
                            () ->
                                    given().header(
                                                    "Authorization",
                                                    "Basic " + TestAgent.basic(node.apiKey()))
                                            .contentType(ContentType.JSON)
                                            .body(Map.of("hostname", "resurrected"))
                                            .post("/api/agent/heartbeat")
                                            .statusCode());
            verified.await();
            // When
            revoke(node);
            verified.release();
            // Then
            assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(401);
            Document stored = nodes().find(Filters.eq(node.nodeId())).first();
            assertThat(stored).containsEntry("hostname", "late-beat");
            assertThat(stored).doesNotContainKey("lastHeartbeatAt");
        }
    }

    @Test
    void registrationThatBeganBeforeItsTokenWasRevokedLeavesNoNode() throws Exception {
        // Given
        JsonPath token = issueToken("c-late-token", true);
        try (HeldCommand found =
                HeldCommand.next(lookUp("registration_tokens", token.getString("id")))) {
            CompletableFuture<Integer> status = begun(() -> register(token, "late-register"));
            found.await();
            // When
            given().header("Authorization", serviceToken())
                    .delete(
                            "/internal/v1/registration-tokens/"
                                    + token.getString("id")
                                    + "?clusterId=c-late-token")
                    .then()
                    .statusCode(204);
            found.release();
            // Then
            assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(401);
            assertThat(live("c-late-token")).isZero();
        }
    }

    @Test
    void registrationThatBeganBeforeItsClusterWasDeletedLeavesNoNode() throws Exception {
        // Given
        JsonPath token = issueToken("c-late-cluster", true);
        String id = token.getString("id");
        try (HeldCommand found = HeldCommand.next(lookUp("registration_tokens", id))) {
            CompletableFuture<Integer> status = begun(() -> register(token, "late-deleted"));
            found.await();
            // When
            OutboxEntry.Message deleted =
                    events.message(EventType.CLUSTER_DELETED, deleted("c-late-cluster"));
            publisher.publish(deleted).toCompletableFuture().join();
            MongoCollection<Document> tokens =
                    mongo.getDatabase(database).getCollection("registration_tokens");
            Eventually.holds(
                    "the tokens are revoked",
                    SOON,
                    () ->
                            tokens.countDocuments(
                                            Filters.and(
                                                    Filters.eq(id), Filters.ne("revokedAt", null)))
                                    == 1);
            found.release();
            // Then
            assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(401);
            Eventually.holds("no node is left", SOON, () -> live("c-late-cluster") == 0);
        }
    }

    private long live(String clusterId) {
        return nodes().countDocuments(
                        Filters.and(
                                Filters.eq("clusterId", clusterId), Filters.eq("revokedAt", null)));
    }

    private static int register(JsonPath token, String host) {
        return given().contentType(ContentType.JSON)
                .body(registration(token.getString("token"), host, TestAgent.newKey()))
                .post("/api/agent/register")
                .statusCode();
    }

    private static ClusterAccess deleted(String id) {
        return new ClusterAccess(
                id,
                "default",
                id,
                "existing",
                "ann",
                9,
                true,
                false,
                List.of(),
                false,
                null,
                22,
                null);
    }
}
