package activate.agenthub;

import static activate.agenthub.HubCalls.registration;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much a cluster may hold, and that all of it goes with the cluster, whatever fails. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class RevokedClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject EnvelopeWriter events;
    @Inject MessagePublisher publisher;
    @Inject ObjectMapper json;
    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @AfterEach
    void heal() {
        HubRig.store().fail(_ -> false);
    }

    private MongoCollection<Document> nodes() {
        return mongo.getDatabase(database).getCollection("nodes");
    }

    private void plant(String clusterId, String organization, int count) {
        List<Document> planted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            planted.add(
                    new Document("_id", UUID.randomUUID().toString())
                            .append("clusterId", clusterId)
                            .append("organization", organization)
                            .append("hostname", "n" + i)
                            .append("keyHash", "k")
                            .append("registeredAt", Instant.EPOCH)
                            .append("generation", 0L)
                            .append(
                                    "heartbeat",
                                    new Document(
                                            "metrics", new Document("x", "y".repeat(20_000)))));
        }
        nodes().insertMany(planted);
    }

    private long unrevoked(String clusterId) {
        return nodes().countDocuments(
                        Filters.and(
                                Filters.eq("clusterId", clusterId), Filters.eq("revokedAt", null)));
    }

    private void delete(String clusterId) throws Exception {
        ClusterAccess gone =
                new ClusterAccess(
                        clusterId,
                        "crowd",
                        clusterId,
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
        OutboxEntry.Message message = events.message(EventType.CLUSTER_DELETED, gone);
        publisher.publish(message).toCompletableFuture().join();
    }

    @Test
    void nodesOfADeletedClusterAreAllRevokedThoughTheStoreFailsInTheMiddle() throws Exception {
        // Given: the store fails for a while after a third of the revocations
        assumeTrue(HubRig.store().canFail());
        plant("c-crowd", "crowd", 300);
        AtomicInteger revocations = new AtomicInteger();
        HubRig.store()
                .fail(
                        command ->
                                "nodes".equals(command.get("findAndModify"))
                                        && command.toString().contains("node.revoked")
                                        && revocations.incrementAndGet() > 100
                                        && revocations.get() <= 110);
        // When
        delete("c-crowd");
        // Then
        Eventually.holds("none is left", SOON, () -> unrevoked("c-crowd") == 0);
        assertThat(revocations).hasValueGreaterThan(300);
    }

    @Test
    void aNodeThatCannotBeRevokedDoesNotKeepTheOthers() throws Exception {
        // Given
        assumeTrue(HubRig.store().canFail());
        plant("c-stuck", "crowd", 60);
        String stuck = nodes().find(Filters.eq("clusterId", "c-stuck")).first().getString("_id");
        HubRig.store()
                .fail(
                        command ->
                                "nodes".equals(command.get("findAndModify"))
                                        && command.toString().contains(stuck));
        // When
        delete("c-stuck");
        // Then
        Eventually.holds("one is left", SOON, () -> unrevoked("c-stuck") == 1);
        HubRig.store().fail(_ -> false);
        Eventually.holds("none is left", SOON, () -> unrevoked("c-stuck") == 0);
    }

    private static Response token(String clusterId, String organization) {
        return given().header("Authorization", serviceToken())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "clusterId",
                                clusterId,
                                "clusterName",
                                "box",
                                "organization",
                                organization,
                                "ttlSeconds",
                                600,
                                "reusable",
                                true,
                                "createdBy",
                                "ann"))
                .post("/internal/v1/registration-tokens");
    }

    private static Response register(String token) {
        return given().contentType(ContentType.JSON)
                .body(registration(token, "more", TestAgent.newKey()))
                .post("/api/agent/register");
    }

    @Test
    void aClusterThatIsFullTakesNoMoreNodes() {
        // Given
        String token = token("c-full", "full").jsonPath().getString("token");
        plant("c-full", "full", 119);
        // When
        Response last = register(token);
        Response beyond = register(token);
        // Then
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(beyond.statusCode()).isEqualTo(409);
        assertThat(beyond.jsonPath().getString("code")).isEqualTo("node_limit");
        assertThat(unrevoked("c-full")).isEqualTo(120);
    }

    @Test
    void anOrganizationThatIsFullTakesNoMoreNodesInAnyCluster() {
        // Given
        String token = token("c-wide", "wide").jsonPath().getString("token");
        for (int cluster = 0; cluster < 16; cluster++) {
            plant("c-wide-" + cluster, "wide", 64);
        }
        // When, Then
        assertThat(register(token).jsonPath().getString("code")).isEqualTo("node_limit");
        nodes().deleteMany(Filters.eq("organization", "wide"));
    }

    @Test
    void aClusterHasSoManyTokensAtMost() {
        // Given
        for (int i = 0; i < 64; i++) {
            assertThat(token("c-tokens", "full").statusCode()).isEqualTo(201);
        }
        // When, Then
        assertThat(token("c-tokens", "full").jsonPath().getString("code")).isEqualTo("token_limit");
    }
}
