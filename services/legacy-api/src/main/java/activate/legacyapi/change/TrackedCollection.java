package activate.legacyapi.change;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A collection of {@link Tracked} documents. Every write is one atomic operation on one document,
 * conditional on the version that was read; whoever loses the race reads again.
 */
public final class TrackedCollection<T extends Tracked> {
    private static final int TRIES = 12;

    /** Changes that may wait in one document while the log or the broker is away. */
    private static final int MOST_WAITING = 1_000;

    private static final long LONGEST_PAUSE_MILLIS = 40;
    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String OUTBOX = "outbox";
    private static final String DUE = "outboxAt";

    private final MongoCollection<T> documents;
    private final Announcer announcer;

    /** Wraps the collection of a store. */
    public TrackedCollection(MongoCollection<T> documents, Announcer announcer) {
        this.documents = documents;
        this.announcer = announcer;
    }

    /** Makes the index by which open outboxes are found. */
    public void ensureIndexes() {
        documents.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
    }

    /** The document with this key; a tombstone is no document. */
    public Optional<T> find(String id) {
        return Optional.ofNullable(documents.find(Filters.eq(ID, id)).first())
                .filter(found -> found.deletedAt() == null);
    }

    /** Adds a document; throws {@link DuplicateKey} when one of its keys is taken. */
    public T insert(T document) {
        try {
            documents.insertOne(document);
        } catch (MongoWriteException e) {
            throw translated(e);
        }
        announcer.committed(this, document);
        return document;
    }

    /**
     * Replaces the document by what {@code change} makes of it, on top of whatever is there at the
     * moment of writing. {@code change} may run several times, or refuse by an exception; it
     * returns its argument when there is nothing to do.
     *
     * @return the document as it is now, or nothing when there is none
     */
    public Optional<T> update(String id, UnaryOperator<T> change) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<T> before = find(id);
            if (before.isEmpty()) {
                return before;
            }
            T after = change.apply(before.get());
            if (after == before.get()) {
                return before;
            }
            if (before.get().outbox().size() >= MOST_WAITING) {
                throw contended(id);
            }
            if (replace(before.get(), after)) {
                announcer.committed(this, after);
                return Optional.of(after);
            }
            pause();
        }
        throw contended(id);
    }

    /**
     * Takes the document for {@code lease} if its outbox is due, so that no other relay takes it.
     *
     * @return the document, or nothing when it is not due or somebody else has it
     */
    public Optional<T> lease(String id, Instant now, Instant until) {
        return Optional.ofNullable(
                documents.findOneAndUpdate(
                        Filters.and(Filters.eq(ID, id), Filters.lte(DUE, now)),
                        Updates.set(DUE, until),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /** Takes the document whose outbox has been due for the longest time. */
    public Optional<T> leaseNext(Instant now, Instant until) {
        return Optional.ofNullable(
                documents.findOneAndUpdate(
                        Filters.lte(DUE, now),
                        Updates.set(DUE, until),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending(DUE))
                                .returnDocument(ReturnDocument.AFTER)));
    }

    /** Removes what is written out; an empty outbox is not due, and an emptied tombstone goes. */
    public void settle(T document) {
        List<String> written = document.outbox().stream().map(Change::id).toList();
        documents.updateOne(
                Filters.eq(ID, document.id()), Updates.pull(OUTBOX, Filters.in("id", written)));
        var emptied = Filters.and(Filters.eq(ID, document.id()), Filters.size(OUTBOX, 0));
        if (document.deletedAt() == null) {
            documents.updateOne(emptied, Updates.unset(DUE));
        } else {
            documents.deleteOne(emptied);
        }
    }

    /** Takes the messages away that are published, and keeps the changes for the activity log. */
    public void markPublished(T document) {
        List<String> published = document.outbox().stream().map(Change::id).toList();
        documents.updateOne(
                Filters.eq(ID, document.id()),
                Updates.set("outbox.$[published].messages", List.of()),
                new UpdateOptions().arrayFilters(List.of(Filters.in("published.id", published))));
    }

    /** Makes a leased document due at {@code at}, after a failure. */
    public void postpone(String id, Instant at) {
        documents.updateOne(
                Filters.and(Filters.eq(ID, id), Filters.exists(DUE)), Updates.set(DUE, at));
    }

    /** The list with one change more. */
    public static List<Change> plus(List<Change> outbox, @Nullable Change change) {
        List<Change> longer = new ArrayList<>(outbox);
        if (change != null) {
            longer.add(change);
        }
        return List.copyOf(longer);
    }

    private boolean replace(T before, T after) {
        try {
            return documents
                            .replaceOne(
                                    Filters.and(
                                            Filters.eq(ID, before.id()),
                                            Filters.eq(VERSION, before.version())),
                                    after)
                            .getMatchedCount()
                    == 1;
        } catch (MongoWriteException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(MongoWriteException e) {
        boolean duplicate = e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
        return duplicate ? new DuplicateKey(e) : e;
    }

    private static Problem contended(String id) {
        return Problem.causedBy(
                ProblemCode.UNAVAILABLE,
                "Too many want to change this at the moment.",
                new IllegalStateException("document changes too often: id=" + id));
    }

    private static void pause() {
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(
                        1 + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS)));
    }
}
