package activate.agenthub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubRig;
import activate.messages.hub.ClusterAccess;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class ClusterCopyTest {
    @Inject ClusterCopy copy;
    @Inject MongoClient mongo;
    @Inject ObjectMapper json;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private final String id = "c-" + UUID.randomUUID();

    private MongoCollection<Document> stored() {
        return mongo.getDatabase(database).getCollection("clusters");
    }

    private ClusterAccess cluster(long version, boolean disconnected) {
        return HubRig.cluster(id, id, version, disconnected);
    }

    /** As a hub kept it that did not know yet of clusters out of use. */
    private String oldJson(long version) throws JsonProcessingException {
        ObjectNode old = json.valueToTree(cluster(version, false));
        old.remove("disconnected");
        return json.writeValueAsString(old);
    }

    private boolean isDisconnected() {
        return copy.byId(id).orElseThrow().disconnected();
    }

    @Test
    void clusterKeptByAnOlderHubIsTakenOnceMoreInTheSameVersion() throws Exception {
        // Given
        stored().insertOne(
                        new Document("_id", id)
                                .append("version", 4L)
                                .append("organization", "default")
                                .append("name", id)
                                .append("deleted", false)
                                .append("json", oldJson(4)));
        assertThat(isDisconnected()).isFalse();

        // When
        boolean older = copy.apply(cluster(3, true));
        boolean first = copy.apply(cluster(4, true));
        boolean again = copy.apply(cluster(4, true));

        // Then
        assertThat(older).isFalse();
        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(isDisconnected()).isTrue();
    }

    @Test
    void clusterThatAnOlderHubTookAfterwardsIsTakenOnceMore() throws Exception {
        // Given
        copy.apply(cluster(4, false));
        stored().updateOne(
                        Filters.eq(id),
                        Updates.combine(
                                Updates.set("version", 5L), Updates.set("json", oldJson(5))));

        // When
        boolean taken = copy.apply(cluster(5, true));

        // Then
        assertThat(taken).isTrue();
        assertThat(isDisconnected()).isTrue();
    }

    @Test
    void clusterKeptByANewerHubStays() {
        // Given
        copy.apply(cluster(4, true));
        stored().updateOne(Filters.eq(id), Updates.inc("shape", 1));

        // When, Then
        assertThat(copy.apply(cluster(4, false))).isFalse();
        assertThat(isDisconnected()).isTrue();
    }
}
