package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bad row that is stored already is shown as far as it can be, and spoils nothing else. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class PlantedNodesTest {
    private static final String CLUSTER = "c-planted";

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private MongoCollection<Document> nodes() {
        return mongo.getDatabase(database).getCollection("nodes");
    }

    private String plant(String member, @Nullable Object value) {
        Document node =
                new Document("_id", UUID.randomUUID().toString())
                        .append("schemaVersion", 1)
                        .append("clusterId", CLUSTER)
                        .append("clusterName", "box")
                        .append("organization", "planted")
                        .append("hostname", "planted")
                        .append("os", "linux")
                        .append("arch", "amd64")
                        .append("tokenId", "t")
                        .append("keyHash", "k")
                        .append("keyVersion", 1L)
                        .append("ipAddresses", List.of())
                        .append("sshPort", 22)
                        .append("sshHostKeys", List.of())
                        .append("registeredAt", Instant.EPOCH)
                        .append("generation", 0L)
                        .append("hubEpoch", 0L);
        node.put(member, value);
        nodes().insertOne(node);
        return node.getString("_id");
    }

    private List<String> plantAll() {
        Document deep = new Document("x", 1);
        for (int i = 0; i < 60; i++) {
            deep = new Document("d", deep);
        }
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList(
                                null,
                                7,
                                -1L,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                "text\u0000\ud83d",
                                true,
                                Instant.EPOCH,
                                List.of(),
                                Collections.singletonList(null),
                                Arrays.asList(1, null, "x", List.of(), new Document()),
                                new Document(),
                                new Document("filesystems", Collections.singletonList(null)),
                                new Document("filesystems", "x").append("metrics", List.of()),
                                new Document("metrics", new Document("n", Double.NaN)),
                                new Document("scheduler", deep).append("systemInfo", 5)));
        List<String> planted = new ArrayList<>();
        for (String member :
                List.of(
                        "heartbeat",
                        "hostname",
                        "ipAddresses",
                        "sshHostKeys",
                        "sshPort",
                        "agentVersion",
                        "osRelease",
                        "os",
                        "publicKey",
                        "registeredAt",
                        "lastHeartbeatAt",
                        "onlineSince",
                        "keyVersion",
                        "schemaVersion",
                        "unknownMember")) {
            for (Object value : values) {
                planted.add(plant(member, value));
            }
        }
        return planted;
    }

    @Test
    void badRowsAreListedLeaveTheOthersAloneAndCanBeDeleted() {
        // Given
        Enrolled good = enrol(CLUSTER, "good", null);
        List<String> planted = plantAll();
        // When
        List<String> listed =
                given().header("Authorization", serviceToken())
                        .get("/internal/v1/nodes?clusterId=" + CLUSTER)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("nodeId");
        // Then
        assertThat(listed).contains(good.nodeId()).containsAll(planted);
        for (String id : planted) {
            given().header("Authorization", serviceToken())
                    .delete("/internal/v1/nodes/" + id + "?clusterId=" + CLUSTER)
                    .then()
                    .statusCode(204);
        }
        nodes().deleteMany(Filters.eq("organization", "planted"));
    }

    @Test
    void aPlantedKeyIsNoWayAroundTheProof() {
        // Given: a public key that cannot be read is still one
        Enrolled node = enrol(CLUSTER, "keyed", TestAgent.newKey());
        nodes().updateOne(Filters.eq(node.nodeId()), Updates.set("publicKey", 7));
        // When, Then
        given().header("Authorization", "Basic " + TestAgent.basic(node.apiKey()))
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
                .get("/ws/ssh/tunnel")
                .then()
                .statusCode(403);
    }
}
