package activate.servicekit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.identity.UuidV7;
import activate.testkit.store.TestMongo;
import activate.testkit.time.Eventually;
import activate.testkit.time.ManualClock;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls the methods that fill them.
final class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant DUE = Outbox.dueAt(NOW);
    private static final OutboxEntry ROW = new OutboxEntry.Row("r-1", "thing.made", "{}");
    private static final OutboxEntry FIRST = new OutboxEntry.Message("m-1", "thing.made", "{}");
    private static final OutboxEntry SECOND = new OutboxEntry.Message("m-2", "thing.made", "{}");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestMongo server;
    private static Map<String, String> settings;
    private static MongoClient client;

    private final ManualClock clock = new ManualClock(NOW);
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private volatile boolean isLogAway;
    private volatile boolean isBrokerAway;
    private volatile Runnable onWrite = () -> {};
    private volatile CompletableFuture<Void> confirmation = CompletableFuture.completedFuture(null);
    private MongoCollection<Document> collection;
    private OutboxRelay relay;
    private Outbox outbox;

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
        relay = new OutboxRelay(this::write, this::publish, clock, new SplittableRandom(1));
        outbox = relay.of(collection, Outbox.Fields.PLAIN);
    }

    @AfterEach
    void end() {
        relay.close();
    }

    private void write(OutboxEntry.Row row) throws IOException {
        written.add(row.id());
        Runnable meanwhile = onWrite;
        onWrite = () -> {};
        meanwhile.run();
        if (isLogAway) {
            throw new IOException("away");
        }
    }

    private CompletionStage<Void> publish(OutboxEntry.Message message) {
        published.add(message.id());
        return isBrokerAway
                ? CompletableFuture.failedFuture(new IOException("away"))
                : confirmation;
    }

    private void insertWith(OutboxEntry... entries) {
        Document document = new Document("_id", "thing");
        outbox.addTo(document, List.of(entries), DUE);
        collection.insertOne(document);
    }

    /** After its writer had its chance. */
    private void relayLater(Duration later) throws InterruptedException {
        clock.advance(later);
        relay.relayDue();
    }

    private Document stored() {
        return Objects.requireNonNull(collection.find().first());
    }

    private List<String> left() {
        return stored().getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("id"))
                .toList();
    }

    @Test
    void messageStaysUntilTheBrokerHasConfirmedIt() throws InterruptedException {
        // Given
        insertWith(FIRST);
        isBrokerAway = true;
        relayLater(Duration.ofSeconds(6));
        assertThat(published).containsExactly("m-1");
        assertThat(left()).containsExactly("m-1");

        // When
        isBrokerAway = false;
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(published).containsExactly("m-1", "m-1");
        assertThat(left()).isEmpty();
        assertThat(stored()).doesNotContainKey("outboxAt");
    }

    @Test
    void aFailedPublicationIsTriedAgainAfterAShortPauseAndNotAfterTheLease()
            throws InterruptedException {
        // Given
        insertWith(FIRST);
        isBrokerAway = true;
        relayLater(Duration.ofSeconds(6));
        isBrokerAway = false;

        // When: the first pause is 200 ms at most
        relayLater(Duration.ofMillis(201));

        // Then
        assertThat(left()).isEmpty();
    }

    @Test
    void pausesGrowWhileNobodyAnswers() throws InterruptedException {
        // Given
        insertWith(FIRST);
        isBrokerAway = true;

        // When
        for (int second = 0; second < 60; second++) {
            relayLater(Duration.ofSeconds(1));
        }

        // Then: the fifth pause and those after it are up to five seconds
        assertThat(published).hasSizeBetween(12, 45);
    }

    @Test
    void whatIsWrittenIsPublishedAtOnceThoughNothingIsDue() {
        // Given
        insertWith(FIRST, SECOND);

        // When
        outbox.committed("thing", List.of(FIRST, SECOND), DUE);

        // Then: the clock stands still, and nobody looks for what is due
        Eventually.holds("nothing is left", SOON, () -> left().isEmpty());
        assertThat(published).containsExactly("m-1", "m-2");
    }

    @Test
    void aRowIsInTheLogBeforeTheWriterGoesOn() {
        // Given
        insertWith(ROW);

        // When
        outbox.committed("thing", List.of(ROW), DUE);

        // Then
        assertThat(written).containsExactly("r-1");
        Eventually.holds("it is settled", SOON, () -> !stored().containsKey("outboxAt"));
        assertThat(written).containsExactly("r-1");
    }

    @Test
    void aLogThatIsAwayKeepsNoMessagesAndNothingIsToldTwice() throws InterruptedException {
        // Given
        insertWith(ROW, FIRST);
        isLogAway = true;

        // When
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(published).containsExactly("m-1");
        assertThat(left()).containsExactly("r-1");

        // When
        isLogAway = false;
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(left()).isEmpty();
        assertThat(published).containsExactly("m-1");
        assertThat(written).containsExactly("r-1", "r-1");
    }

    @Test
    void aBrokerThatIsAwayKeepsNoRows() throws InterruptedException {
        // Given
        insertWith(FIRST, ROW);
        isBrokerAway = true;

        // When
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(written).containsExactly("r-1");
        assertThat(left()).containsExactly("m-1");
    }

    @Test
    void whileTheLogIsAwayNobodyWaitsForIt() {
        // Given
        isLogAway = true;
        relay.writeUnkept(List.of(ROW));
        assertThat(written).containsExactly("r-1");

        // When
        relay.writeUnkept(List.of(ROW));

        // Then
        assertThat(written).containsExactly("r-1");
    }

    @Test
    void afterAPauseOneAsksTheLogAgainAndTheOthersDoNotWait() {
        // Given
        isLogAway = true;
        relay.writeUnkept(List.of(ROW));
        clock.advance(Duration.ofMillis(201));
        isLogAway = false;

        // When: another one comes while the log is asked
        onWrite = () -> relay.writeUnkept(List.of(new OutboxEntry.Row("r-2", "thing.made", "{}")));
        relay.writeUnkept(List.of(ROW));

        // Then
        assertThat(written).containsExactly("r-1", "r-1");

        // When
        relay.writeUnkept(List.of(ROW));

        // Then
        assertThat(written).containsExactly("r-1", "r-1", "r-1");
    }

    @Test
    void aChangeThatIsStoredDoesNotFailBecauseTheStoreGoesAway() {
        try (MongoClient gone =
                MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")) {
            // Given
            Outbox away =
                    relay.of(gone.getDatabase("gone").getCollection("g"), Outbox.Fields.PLAIN);

            // When
            away.committed("thing", List.of(ROW), DUE);

            // Then
            assertThat(written).containsExactly("r-1");
        }
    }

    @Test
    void whatIsBeingPublishedIsNotPublishedAgainForALaterChange() throws Exception {
        // Given: the broker takes its time with the first message
        insertWith(FIRST);
        CompletableFuture<Void> slowly = new CompletableFuture<>();
        confirmation = slowly;
        outbox.committed("thing", List.of(FIRST), DUE);
        Eventually.holds("it is sent", SOON, () -> published.contains("m-1"));

        // When: a later change makes the document due anew
        Instant later = DUE.plusSeconds(1);
        collection.updateOne(
                Filters.eq("_id", "thing"), Updates.combine(outbox.adding(List.of(SECOND), later)));
        Thread second = Thread.ofPlatform().start(() -> relayAt(later));
        Eventually.holds("it waits", SOON, () -> second.getState() == Thread.State.WAITING);
        slowly.complete(null);

        // Then
        Eventually.holds("nothing is left", SOON, () -> left().isEmpty());
        second.join();
        assertThat(published).containsExactly("m-1", "m-2");
    }

    private void relayAt(Instant due) {
        try {
            outbox.relay("thing", Date.from(due));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsNotYetConvertedIsLeftAsItIs() throws InterruptedException {
        // Given
        collection.insertOne(
                new Document("_id", "old")
                        .append("outbox", List.of(new Document("id", "e-0").append("type", "made")))
                        .append("outboxAt", Date.from(NOW)));

        // When
        relayLater(Duration.ofSeconds(1));

        // Then
        assertThat(published).isEmpty();
        assertThat(left()).containsExactly("e-0");
    }

    @Test
    void whoFailsAtTheFirstMessageDoesNotTellTheSecond() throws InterruptedException {
        // Given
        insertWith(FIRST, SECOND);
        isBrokerAway = true;

        // When
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(published).containsExactly("m-1");
        assertThat(left()).containsExactly("m-1", "m-2");
    }

    @Test
    void aDocumentThatWasJustWrittenBelongsToItsWriter() throws InterruptedException {
        // Given
        insertWith(FIRST);

        // When
        relayLater(Duration.ofSeconds(4));

        // Then
        assertThat(published).isEmpty();
    }

    @Test
    void whatARelayTookWhenItDiedIsPublishedByAnother() throws InterruptedException {
        // Given: it was published, and the relay died before the entry was removed
        insertWith(FIRST);
        collection.updateOne(
                Filters.eq("_id", "thing"),
                Updates.set("outboxAt", Date.from(NOW.plusSeconds(30))));

        // When
        relayLater(Duration.ofSeconds(29));
        assertThat(published).isEmpty();
        relayLater(Duration.ofSeconds(2));

        // Then
        assertThat(published).containsExactly("m-1");
    }

    @Test
    void aTombstoneGoesWithItsLastEntry() throws InterruptedException {
        // Given
        insertWith(FIRST);
        collection.updateOne(Filters.eq("_id", "thing"), Updates.set("deletedAt", Date.from(NOW)));
        isBrokerAway = true;
        relayLater(Duration.ofSeconds(6));
        assertThat(collection.countDocuments()).isEqualTo(1);

        // When
        isBrokerAway = false;
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(collection.countDocuments()).isZero();
    }

    @Test
    void theFieldsMayBeInsideAComponent() throws InterruptedException {
        // Given
        Outbox nested =
                relay.of(
                        collection,
                        new Outbox.Fields("trail.outbox", "trail.dueAt", "trail.deletedAt"));
        nested.createIndex();
        collection.insertOne(new Document("_id", "other").append("trail", new Document()));
        collection.updateOne(
                Filters.eq("_id", "other"), Updates.combine(nested.adding(List.of(FIRST), DUE)));

        // When
        relayLater(Duration.ofSeconds(6));

        // Then
        assertThat(published).containsExactly("m-1");
        assertThat(stored().get("trail", Document.class)).doesNotContainKey("dueAt");
    }

    @Test
    void anEntryOfTheVersionBeforeIsAMessage() throws InterruptedException {
        // Given
        collection.insertOne(
                new Document("_id", "old")
                        .append(
                                "outbox",
                                List.of(
                                        new Document("id", "m-0")
                                                .append("type", "node.online")
                                                .append("json", "{}")))
                        .append("outboxAt", Date.from(NOW)));

        // When
        relayLater(Duration.ofSeconds(1));

        // Then
        assertThat(published).containsExactly("m-0");
        assertThat(left()).isEmpty();
    }
}
