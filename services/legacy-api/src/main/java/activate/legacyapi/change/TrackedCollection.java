package activate.legacyapi.change;

import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
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
    private static final String OUTBOX = Outbox.Fields.PLAIN.entries();

    private final MongoCollection<T> documents;
    private final Outbox outbox;

    /** Wraps the collection of a store. */
    public TrackedCollection(MongoCollection<T> documents, Outbox outbox) {
        this.documents = documents;
        this.outbox = outbox;
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
        committed(document, document.outbox());
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
                committed(after, added(before.get(), after));
                return Optional.of(after);
            }
            pause();
        }
        throw contended(id);
    }

    /** What is to be told, with one change more. */
    public static List<OutboxEntry> plus(List<OutboxEntry> entries, @Nullable Change change) {
        List<OutboxEntry> longer = new ArrayList<>(entries);
        if (change != null) {
            longer.addAll(change.entries());
        }
        return List.copyOf(longer);
    }

    private void committed(T document, List<OutboxEntry> added) {
        Instant dueAt = document.outboxAt();
        if (dueAt != null) {
            outbox.committed(document.id(), added, dueAt);
        }
    }

    /** Entries only ever come at the end. */
    private static <T extends Tracked> List<OutboxEntry> added(T before, T after) {
        return after.outbox().subList(before.outbox().size(), after.outbox().size());
    }

    /**
     * What was told since {@code before} was read is no change of state, and must not come back.
     */
    private boolean replace(T before, T after) {
        try {
            return documents
                            .replaceOne(
                                    Filters.and(
                                            Filters.eq(ID, before.id()),
                                            Filters.eq(VERSION, before.version()),
                                            Filters.size(OUTBOX, before.outbox().size())),
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
