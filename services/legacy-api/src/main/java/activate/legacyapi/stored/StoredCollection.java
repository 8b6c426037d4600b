package activate.legacyapi.stored;

import activate.legacyapi.platform.Platform;
import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import activate.servicekit.outbox.OutboxRelay;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.startup.Preparation;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/// The documents of one kind. Every change is one atomic operation on one document, carries its
/// activity, and is conditional on what was read; whoever loses the race reads again. The service
/// is not ready before its indexes are there.
public abstract class StoredCollection<T extends Stored<T>>
        implements PanacheMongoRepositoryBase<T, String>, Preparation, ActivityType.Source {
    /// Key of a document.
    protected static final String ID = "_id";

    private static final int ORDER = 10;
    private static final int TRIES = 12;

    /// Documents of one page.
    private static final int PAGE = 200;

    /// Entries that may wait in one document while the log or the broker is away.
    private static final int MOST_WAITING = 1_000;

    private static final long LONGEST_PAUSE_MILLIS = 40;
    private static final Bson LIVE = Filters.exists(Trail.FIELDS.deletedAt(), false);

    @Inject
    @SuppressWarnings("NullAway.Init")
    OutboxRelay relay;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Entries entries;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Platform platform;

    @SuppressWarnings("NullAway.Init")
    private Outbox outbox;

    /// Its documents are looked after from the start.
    @PostConstruct
    protected void openOutbox() {
        outbox = relay.of(mongoCollection(), Trail.FIELDS);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public boolean isRequired() {
        return true;
    }

    @Override
    public void prepare() {
        new FormerDocuments(mongoCollection(), formerNames()).convert();
        for (String key : List.of(Trail.UNIQUE, Trail.REQUEST)) {
            mongoCollection()
                    .createIndex(
                            Indexes.ascending(key), new IndexOptions().unique(true).sparse(true));
        }
        outbox.createIndex();
        createIndexes(mongoCollection());
    }

    /// Makes the indexes of the collection's own conditions; repeating it is harmless.
    protected abstract void createIndexes(MongoCollection<T> documents);

    /// Where members of documents of the first shape are now, beside those of the trail; nowhere
    /// for a collection that never had any.
    protected Map<String, String> formerNames() {
        return Map.of();
    }

    /// The document with this id; a tombstone is no document.
    public Optional<T> byId(String id) {
        return first(Filters.eq(ID, id));
    }

    /// The document that the same request has made before.
    ///
    /// @throws Problem where another request had its key
    public Optional<T> byRequest(@Nullable RequestKey request) {
        if (request == null) {
            return Optional.empty();
        }
        Optional<T> made = first(Filters.eq(Trail.REQUEST, request.key()));
        made.ifPresent(document -> request.requireSame(document.trail().keys().requestHash()));
        return made;
    }

    /// Adds a document.
    ///
    /// @param request the name of the request, where it has one
    /// @param make makes it out of its id and its bookkeeping
    /// @throws DuplicateKey where one of its keys is taken
    public T create(
            Activity activity, @Nullable RequestKey request, BiFunction<String, Trail, T> make) {
        Instant now = platform.now();
        T bare = make.apply(platform.newId(), Trail.begun(now, request));
        T made = bare.with(bare.trail().next(bare.uniqueKey()));
        T document = told(made, made.target(), activity.with(made.facts()), now);
        try {
            mongoCollection().insertOne(document);
        } catch (MongoWriteException e) {
            throw translated(e);
        }
        committed(document, document.trail().outbox());
        return document;
    }

    /// Replaces the document by what {@code change} makes of it, on top of whatever is there at the
    /// moment of writing. {@code change} may run several times, or refuse by an exception; where it
    /// returns what it was given nothing is written and nothing happens.
    ///
    /// @return the document as it is now, or nothing where there is none
    /// @throws DuplicateKey where one of its keys is taken
    public Optional<T> change(String id, Activity activity, UnaryOperator<T> change) {
        return write(
                id,
                (before, now) -> {
                    T after = change.apply(before);
                    if (after.equals(before)) {
                        return before;
                    }
                    Trail next = before.trail().next(after.uniqueKey());
                    return told(after.with(next), before.target(), activity, now);
                });
    }

    /// Deletes the document.
    ///
    /// @return its tombstone, or nothing where there was none
    public Optional<T> delete(String id, Activity activity) {
        return write(
                id,
                (before, now) ->
                        told(
                                before.with(before.trail().deleted(now)),
                                before.target(),
                                activity.with(before.facts()),
                                now));
    }

    /// Has the activity log told of something that changes nothing in the document itself.
    ///
    /// @return whether the document is still there
    public boolean note(String id, Activity activity) {
        return write(
                        id,
                        (before, now) ->
                                told(
                                        before.with(before.trail().next(before.uniqueKey())),
                                        before.target(),
                                        activity,
                                        now))
                .isPresent();
    }

    /// Some document that meets the condition and is no tombstone.
    protected Optional<T> first(Bson condition) {
        return Optional.ofNullable(mongoCollection().find(live(condition)).first());
    }

    /// Every document that meets the condition and is no tombstone, in the order of the ids.
    protected List<T> every(Bson condition) {
        return sorted(condition).into(new ArrayList<>());
    }

    /// The first documents after {@code id} that meet the condition, in the order of the ids.
    protected List<T> after(@Nullable String id, Bson condition, int limit) {
        Bson later = id == null ? condition : Filters.and(condition, Filters.gt(ID, id));
        return sorted(later).limit(limit).into(new ArrayList<>());
    }

    /// Every document that meets the condition, in the order of the ids, some at a time: the next
    /// ones are read when they are asked for, so that nobody holds all.
    protected Stream<List<T>> pages(Bson condition) {
        return Stream.iterate(
                after(null, condition, PAGE),
                page -> !page.isEmpty(),
                page ->
                        page.size() < PAGE
                                ? List.of()
                                : after(page.getLast().id(), condition, PAGE));
    }

    /// How many documents meet the condition.
    protected long howMany(Bson condition) {
        return mongoCollection().countDocuments(live(condition));
    }

    /// The time at which a change happens.
    protected Instant now() {
        return platform.now();
    }

    /// Notes something of which nobody is told, such as the time of the last use.
    protected void touch(String id, Bson update) {
        mongoCollection().updateOne(live(Filters.eq(ID, id)), update);
    }

    /// Forgets documents of which nothing is left to tell.
    protected void forget(Bson condition) {
        mongoCollection()
                .deleteMany(
                        Filters.and(
                                condition,
                                Filters.exists(Trail.VERSION),
                                Filters.exists(Trail.FIELDS.dueAt(), false)));
    }

    /// The condition, and that the document is no tombstone.
    protected static Bson live(Bson condition) {
        return Filters.and(condition, LIVE);
    }

    private FindIterable<T> sorted(Bson condition) {
        return mongoCollection().find(live(condition)).sort(Sorts.ascending(ID));
    }

    private Optional<T> write(String id, BiFunction<T, Instant, T> step) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<T> before = byId(id);
            if (before.isEmpty()) {
                return before;
            }
            T after = step.apply(before.get(), platform.now());
            if (after == before.get()) {
                return before;
            }
            int told = before.get().trail().outbox().size();
            if (told >= MOST_WAITING) {
                throw contended(id);
            }
            if (replace(before.get().trail(), after)) {
                // Entries only ever come at the end.
                List<OutboxEntry> all = after.trail().outbox();
                committed(after, all.subList(told, all.size()));
                return Optional.of(after);
            }
            pause();
        }
        throw contended(id);
    }

    private T told(T document, Target target, Activity activity, Instant now) {
        List<OutboxEntry> added = new ArrayList<>();
        added.add(entries.row(activity, activity.target(target), now));
        document.announcement(activity.type()).map(entries::message).ifPresent(added::add);
        return document.with(document.trail().telling(added, Outbox.dueAt(now)));
    }

    private void committed(T document, List<OutboxEntry> added) {
        Instant dueAt = document.trail().dueAt();
        if (dueAt != null) {
            outbox.committed(document.id(), added, dueAt);
        }
    }

    /// What was told since {@code before} was read is no change, and must not come back.
    private boolean replace(Trail before, T after) {
        try {
            return mongoCollection()
                            .replaceOne(
                                    Filters.and(
                                            Filters.eq(ID, after.id()),
                                            Filters.eq(Trail.VERSION, before.version()),
                                            Filters.size(
                                                    Trail.FIELDS.entries(),
                                                    before.outbox().size())),
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
