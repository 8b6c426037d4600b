package activate.servicekit.outbox;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The outbox inside the documents of one collection. Whoever carries out a document takes it by
 * moving the time at which it is due, so that nobody else does; one who dies is followed by another
 * when that time has come.
 */
public final class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /** For so long a document that was just written belongs to its writer. */
    private static final Duration WRITERS = Duration.ofSeconds(5);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int TURNS = 64;

    private final MongoCollection<Document> documents;
    private final Fields fields;
    private final OutboxRelay relay;
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toList();

    /**
     * Where a document keeps its outbox.
     *
     * @param entries array of {@link OutboxEntry}
     * @param dueAt from when on anybody may carry them out; absent while there are none
     * @param deletedAt absent until the document is a tombstone, which goes with its last entry
     */
    public record Fields(String entries, String dueAt, String deletedAt) {
        /** At the top of the document. */
        public static final Fields PLAIN = new Fields("outbox", "outboxAt", "deletedAt");
    }

    Outbox(MongoCollection<?> collection, Fields fields, OutboxRelay relay) {
        this.documents = collection.withDocumentClass(Document.class);
        this.fields = fields;
        this.relay = relay;
    }

    /** When entries that are written at {@code now} are due, if their writer does not do it. */
    public static Instant dueAt(Instant now) {
        return now.plus(WRITERS);
    }

    /** Makes the sparse index by which what is due is found; safe to repeat. */
    public void createIndex() {
        documents.createIndex(Indexes.ascending(fields.dueAt()), new IndexOptions().sparse(true));
    }

    /** Updates that add entries to the document that they are applied to. */
    public List<Bson> adding(List<? extends OutboxEntry> entries, Instant dueAt) {
        if (entries.isEmpty()) {
            return List.of();
        }
        return List.of(
                Updates.pushEach(
                        fields.entries(),
                        entries.stream().map(OutboxEntryCodecs::document).toList()),
                Updates.set(fields.dueAt(), Date.from(dueAt)));
    }

    /** Adds entries to a document that is about to be inserted; its fields are not nested. */
    public void addTo(Document document, List<? extends OutboxEntry> entries, Instant dueAt) {
        document.append(
                fields.entries(), entries.stream().map(OutboxEntryCodecs::document).toList());
        document.append(fields.dueAt(), Date.from(dueAt));
    }

    /**
     * To be called once a change with its entries is stored. Its rows are written before this
     * returns, if the log answers at present, and its messages are published right after.
     *
     * @param id of the document
     * @param added the entries of this change
     * @param dueAt as it was stored with them
     */
    public void committed(String id, List<? extends OutboxEntry> added, Instant dueAt) {
        if (added.isEmpty()) {
            return;
        }
        try {
            relay.writeKept(added).forEach(entry -> pull(id, entry));
        } catch (MongoException e) { // The change is stored; its rows are written once more.
            LOG.debugf("outbox left as it is cause=%s", e.toString());
        }
        relay.soon(this, id, Date.from(dueAt));
    }

    /** Carries out the document if nobody else has taken it since {@code due} was written. */
    void relay(String id, Date due) throws InterruptedException {
        ReentrantLock turn = turn(id);
        turn.lockInterruptibly();
        try {
            carryOut(lease(Filters.and(Filters.eq("_id", id), Filters.eq(fields.dueAt(), due))));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Carries out the document that has been due for the longest time.
     *
     * @return whether there was one
     */
    boolean relayNext() throws InterruptedException {
        @Nullable Document due = lease(Filters.lte(fields.dueAt(), Date.from(relay.now())));
        if (due == null) {
            return false;
        }
        Object id = Objects.requireNonNull(due.get("_id"));
        ReentrantLock turn = turn(id);
        turn.lockInterruptibly();
        try {
            // Whoever had the turn before may have told something.
            carryOut(documents.find(Filters.eq("_id", id)).projection(outboxOnly()).first());
        } finally {
            turn.unlock();
        }
        return true;
    }

    /**
     * A write makes a document due anew though somebody carries it out just now. Within a service
     * the next one waits for its turn, so that it sees what is told already.
     */
    private ReentrantLock turn(Object id) {
        return turns.get(Math.floorMod(id.hashCode(), TURNS));
    }

    private Bson outboxOnly() {
        return Projections.include(fields.entries(), fields.deletedAt());
    }

    private @Nullable Document lease(Bson condition) {
        return documents.findOneAndUpdate(
                condition,
                Updates.set(fields.dueAt(), Date.from(relay.now().plus(LEASE))),
                new FindOneAndUpdateOptions()
                        .sort(Sorts.ascending(fields.dueAt()))
                        .projection(outboxOnly())
                        .returnDocument(ReturnDocument.AFTER));
    }

    private void carryOut(@Nullable Document document) throws InterruptedException {
        if (document == null) {
            return;
        }
        Object id = Objects.requireNonNull(document.get("_id"));
        List<OutboxEntry> entries = entries(document);
        @Nullable Instant again = relay.tell(entries, entry -> pull(id, entry));
        if (again == null) {
            settle(id, member(document, fields.deletedAt()) != null);
        } else {
            documents.updateOne(
                    Filters.and(Filters.eq("_id", id), Filters.exists(fields.dueAt())),
                    Updates.set(fields.dueAt(), Date.from(again)));
        }
    }

    /** Up to the first that is none: the start of a newer version has still to convert it. */
    private List<OutboxEntry> entries(Document document) {
        List<OutboxEntry> entries = new ArrayList<>();
        if (member(document, fields.entries()) instanceof List<?> stored) {
            for (Object element : stored) {
                if (!OutboxEntryCodecs.isEntry((Document) element)) {
                    break;
                }
                entries.add(OutboxEntryCodecs.entry((Document) element));
            }
        }
        return entries;
    }

    private static @Nullable Object member(Document document, String path) {
        @Nullable Object value = document;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Document inner ? inner.get(name) : null;
        }
        return value;
    }

    private void pull(Object id, OutboxEntry told) {
        documents.updateOne(
                Filters.eq("_id", id),
                Updates.pull(fields.entries(), new Document(OutboxEntryCodecs.ID, told.id())));
    }

    /** Nothing is due where nothing is left; something may have been added meanwhile. */
    private void settle(Object id, boolean isTombstone) {
        Bson emptied = Filters.and(Filters.eq("_id", id), Filters.size(fields.entries(), 0));
        if (isTombstone) {
            documents.deleteOne(emptied);
        } else {
            documents.updateOne(emptied, Updates.unset(fields.dueAt()));
        }
    }
}
