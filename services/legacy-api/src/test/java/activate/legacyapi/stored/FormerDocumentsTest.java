package activate.legacyapi.stored;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.Stores;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
final class FormerDocumentsTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @Inject MongoClient mongo;
    @Inject ObjectMapper json;

    private MongoCollection<Document> documents;

    @BeforeEach
    void empty() {
        documents = mongo.getDatabase("former").getCollection("former_documents");
        documents.drop();
    }

    @Test
    void aDocumentOfTheFirstShapeBecomesOneOfThePresentShape() {
        // Given: an account as the version before has stored it, with its index
        documents.createIndex(Indexes.ascending("usernameKey"), new IndexOptions().unique(true));
        documents.insertOne(
                former("a", 7)
                        .append("usernameKey", "ann")
                        .append("idempotencyKey", "r-1")
                        .append("username", "Ann")
                        .append("state", new Document("old", "x").append("kept", "y")));
        documents.insertOne(former("b", 1).append("usernameKey", "bob"));

        // When: an upgrade that was interrupted begins again
        convert();
        convert();

        // Then
        Document after = document("a");
        assertThat(after.keySet()).containsExactlyInAnyOrder("_id", "trail", "profile", "state");
        assertThat(after.getEmbedded(List.of("trail", "version"), Number.class)).isEqualTo(7L);
        assertThat(after.getEmbedded(List.of("trail", "schemaVersion"), 0)).isEqualTo(2);
        assertThat(after.getEmbedded(List.of("trail", "keys"), Document.class))
                .isEqualTo(new Document("unique", "ann").append("request", "r-1"));
        assertThat(after.getEmbedded(List.of("trail", "createdAt"), Date.class))
                .isEqualTo(Date.from(AT));
        assertThat(after.getEmbedded(List.of("profile", "username"), "")).isEqualTo("Ann");
        assertThat(after.get("state"))
                .isEqualTo(new Document("kept", "y").append("inner", new Document("new", "x")));
        assertThat(document("b").get("profile")).as("where nothing was").isEqualTo(new Document());
        assertThat(documents.listIndexes().map(index -> index.getString("name")))
                .doesNotContain("usernameKey_1");
    }

    @Test
    void moreThanAreRewrittenAtOnceAreRewritten() {
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            many.add(former("many-" + i, 1).append("usernameKey", "user-" + i));
        }
        documents.insertMany(many);

        convert();

        assertThat(documents.countDocuments(Filters.exists("trail.keys.unique"))).isEqualTo(501);
    }

    @Test
    void aTombstoneHasNoKeys() {
        documents.insertOne(
                former("a", 2)
                        .append("usernameKey", "deleted/a")
                        .append("deletedAt", Date.from(AT)));

        convert();

        assertThat(document("a").getEmbedded(List.of("trail", "keys"), Document.class)).isEmpty();
        assertThat(document("a").getEmbedded(List.of("trail", "deletedAt"), Date.class))
                .isNotNull();
    }

    @Test
    void aChangeThatWaitsBecomesItsRowAndItsMessages() throws Exception {
        // Given
        Document message =
                new Document("type", "cluster.changed").append("body", "{\"id\":\"m-1\"}");
        documents.insertOne(
                former("c", 1)
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
                                                .append("messages", List.of(message)))));

        // When
        convert();

        // Then
        List<Document> entries =
                document("c").get("trail", Document.class).getList("outbox", Document.class);
        assertThat(entries)
                .extracting(entry -> entry.getString("kind") + " " + entry.getString("id"))
                .containsExactly("row e-1", "message m-1");
        ActivityRow row = json.readValue(entries.getFirst().getString("json"), ActivityRow.class);
        assertThat(row.at()).isEqualTo(AT);
        assertThat(row.target().name()).isEqualTo("n");
        assertThat(row.facts()).containsEntry("a", "b");
        assertThat(entries.getLast().getString("json")).isEqualTo("{\"id\":\"m-1\"}");
    }

    private void convert() {
        new FormerDocuments(
                        documents,
                        Map.of(
                                "usernameKey", Trail.UNIQUE,
                                "username", "profile.username",
                                "state.old", "state.inner.new"))
                .convert();
    }

    private static Document former(String id, long version) {
        return new Document("_id", id)
                .append("schemaVersion", 1)
                .append("version", version)
                .append("createdAt", Date.from(AT))
                .append("outbox", List.of());
    }

    private Document document(String id) {
        return Objects.requireNonNull(documents.find(Filters.eq(id)).first());
    }
}
