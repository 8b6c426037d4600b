package activate.servicekit.outbox;

import activate.messages.event.Envelope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The outbox inside the documents of one collection: an array {@code outbox} of messages not yet
 * confirmed, and {@code outboxAt}, the time from which a relay may take the document (absent when
 * the array is empty, so that its index is sparse). A relay leases a document by moving {@code
 * outboxAt}; a relay that dies is thus followed by another, and a message may go out twice.
 */
public final class MongoOutbox {
    private static final String OUTBOX = "outbox";
    private static final String DUE = "outboxAt";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

    private final MongoCollection<Document> collection;
    private final EventPublisher publisher;
    private final InstantSource clock;

    /** Uses, and on first use indexes, {@code collection}. */
    public MongoOutbox(
            MongoCollection<Document> collection, EventPublisher publisher, InstantSource clock) {
        this.collection = collection;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Makes the sparse index by which the relay finds work. */
    public void createIndex() {
        collection.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
    }

    /**
     * Updates that put {@code messages} into the document that they are applied to, for use within
     * one {@link Updates#combine}.
     */
    public static List<Bson> adding(List<? extends Envelope<?>> messages, ObjectMapper json) {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<Document> entries = messages.stream().map(message -> entry(message, json)).toList();
        return List.of(
                Updates.pushEach(OUTBOX, entries),
                Updates.set(DUE, Date.from(messages.getFirst().time())));
    }

    /** Puts {@code message} into a document that is about to be inserted. */
    public static void addTo(Document document, Envelope<?> message, ObjectMapper json) {
        document.append(OUTBOX, List.of(entry(message, json)));
        document.append(DUE, Date.from(message.time()));
    }

    private static Document entry(Envelope<?> message, ObjectMapper json) {
        try {
            return new Document("id", message.id())
                    .append("type", message.type())
                    .append("json", json.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written as JSON", e);
        }
    }

    /**
     * Publishes the messages of one due document, oldest first, and removes each once confirmed.
     *
     * @return whether there was a due document
     * @throws Exception when the broker did not confirm; the document stays leased until the lease
     *     ends
     */
    public boolean relayOne() throws Exception {
        @Nullable Document document = lease();
        if (document == null) {
            return false;
        }
        Object key = document.get("_id");
        for (Document entry : document.getList(OUTBOX, Document.class, List.of())) {
            String id = entry.getString("id");
            publisher
                    .publish(entry.getString("type"), id, entry.getString("json"))
                    .toCompletableFuture()
                    .get(CONFIRM_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            collection.updateOne(
                    Filters.eq("_id", key), Updates.pull(OUTBOX, new Document("id", id)));
        }
        collection.updateOne(
                Filters.and(Filters.eq("_id", key), Filters.size(OUTBOX, 0)), Updates.unset(DUE));
        return true;
    }

    private @Nullable Document lease() {
        Date now = Date.from(clock.instant());
        Date until = Date.from(clock.instant().plus(LEASE));
        return collection.findOneAndUpdate(
                Filters.lte(DUE, now),
                Updates.set(DUE, until),
                new FindOneAndUpdateOptions()
                        .sort(Sorts.ascending(DUE))
                        .returnDocument(ReturnDocument.AFTER));
    }
}
