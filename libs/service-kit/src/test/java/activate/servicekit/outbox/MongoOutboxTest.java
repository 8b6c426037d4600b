package activate.servicekit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.messages.event.Envelope;
import activate.messages.identity.UuidV7;
import activate.testkit.store.TestMongo;
import activate.testkit.time.ManualClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls the methods that fill them.
final class MongoOutboxTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule());

    private static TestMongo server;
    private static Map<String, String> settings;
    private static MongoClient client;

    private final ManualClock clock = new ManualClock(NOW);
    private final List<String> published = new ArrayList<>();
    private MongoCollection<Document> collection;
    private boolean brokerIsAway;

    @BeforeAll
    static void startStore() {
        server = TestMongo.start();
        settings = server.settings();
        client = MongoClients.create(settings.get("quarkus.mongodb.connection-string"));
    }

    @AfterAll
    static void stopStore() {
        client.close();
        server.close();
    }

    @BeforeEach
    void beginEmpty() {
        collection =
                client.getDatabase(settings.get("quarkus.mongodb.database"))
                        .getCollection(UuidV7.system().next());
    }

    private MongoOutbox outbox() {
        return new MongoOutbox(
                collection,
                (_, id, _) -> {
                    published.add(id);
                    return brokerIsAway
                            ? CompletableFuture.failedFuture(new IOException("away"))
                            : CompletableFuture.completedFuture(null);
                },
                clock);
    }

    private void insertWith(String messageId) {
        Document document = new Document("_id", "thing");
        MongoOutbox.addTo(
                document,
                new Envelope<>(messageId, "thing.made", 1, NOW, "test", null, Map.of()),
                JSON);
        collection.insertOne(document);
    }

    private Document stored() {
        return Objects.requireNonNull(collection.find().first());
    }

    @Test
    void messageStaysUntilTheBrokerHasConfirmedIt() throws Exception {
        // Given
        insertWith("m-1");
        brokerIsAway = true;
        assertThatThrownBy(() -> outbox().relayOne()).isInstanceOf(ExecutionException.class);

        // When
        brokerIsAway = false;
        clock.advance(Duration.ofMinutes(1));
        boolean found = outbox().relayOne();

        // Then
        assertThat(found).isTrue();
        assertThat(published).containsExactly("m-1", "m-1");
        assertThat(stored().getList("outbox", Document.class)).isEmpty();
        assertThat(stored()).doesNotContainKey("outboxAt");
    }

    @Test
    void leasedDocumentIsLeftToItsRelay() throws Exception {
        // Given
        insertWith("m-1");
        brokerIsAway = true;
        assertThatThrownBy(() -> outbox().relayOne()).isInstanceOf(ExecutionException.class);

        // When
        boolean found = outbox().relayOne();

        // Then
        assertThat(found).isFalse();
        assertThat(published).containsExactly("m-1");
    }
}
