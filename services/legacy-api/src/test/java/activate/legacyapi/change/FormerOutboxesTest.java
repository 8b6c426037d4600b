package activate.legacyapi.change;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.Stores;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
final class FormerOutboxesTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @Inject MongoClient mongo;
    @Inject ObjectMapper json;

    @Test
    void aChangeOfTheVersionBeforeBecomesItsRowAndItsMessages() throws Exception {
        // Given
        MongoCollection<Document> documents =
                mongo.getDatabase("former").getCollection("former_outboxes");
        documents.deleteMany(new Document());
        documents.insertOne(
                new Document("_id", "c")
                        .append(
                                "outbox",
                                List.of(
                                        new Document("id", "e-1")
                                                .append("type", "cluster.created")
                                                .append("at", Date.from(AT))
                                                .append("actor", new Document("type", "user"))
                                                .append(
                                                        "target",
                                                        new Document("type", "cluster")
                                                                .append("id", "c")
                                                                .append("name", "n"))
                                                .append("facts", new Document("a", "b"))
                                                .append(
                                                        "messages",
                                                        List.of(
                                                                new Document(
                                                                                "type",
                                                                                "cluster.changed")
                                                                        .append(
                                                                                "body",
                                                                                "{\"id\":\"m-1\"}"))))));
        FormerOutboxes former = new FormerOutboxes(documents);

        // When: an upgrade that was interrupted begins again
        former.convert();
        former.convert();

        // Then
        List<Document> entries =
                Objects.requireNonNull(documents.find(Filters.eq("c")).first())
                        .getList("outbox", Document.class);
        assertThat(entries)
                .extracting(entry -> entry.getString("kind") + " " + entry.getString("id"))
                .containsExactly("row e-1", "message m-1");
        ActivityRow row = json.readValue(entries.getFirst().getString("json"), ActivityRow.class);
        assertThat(row.at()).isEqualTo(AT);
        assertThat(row.target().name()).isEqualTo("n");
        assertThat(row.facts()).containsEntry("a", "b");
        assertThat(entries.getLast().getString("json")).isEqualTo("{\"id\":\"m-1\"}");
    }
}
