package activate.legacyapi.login;

import activate.legacyapi.change.Announcer;
import activate.legacyapi.change.TrackedCollection;
import activate.legacyapi.change.TrackedStore;
import activate.legacyapi.startup.Preparation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Browser sessions in MongoDB. */
@ApplicationScoped
class BrowserSessionStore
        implements PanacheMongoRepositoryBase<BrowserSession, String>, TrackedStore, Preparation {
    private static final String TOKEN_HASH = "tokenHash";
    private static final String ACCOUNT = "accountId";
    private static final String EXPIRES = "expiresAt";
    private static final String DELETED = "deletedAt";

    private final Announcer announcer;

    @Inject
    BrowserSessionStore(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public TrackedCollection<BrowserSession> tracked() {
        return new TrackedCollection<>(mongoCollection(), announcer);
    }

    @Override
    public String name() {
        return "browser-sessions";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean isRequired() {
        return true;
    }

    @Override
    public void prepare() {
        mongoCollection()
                .createIndex(Indexes.ascending(TOKEN_HASH), new IndexOptions().unique(true));
        mongoCollection().createIndex(Indexes.ascending(ACCOUNT));
        mongoCollection().createIndex(Indexes.ascending(EXPIRES));
        tracked().ensureIndexes();
    }

    Optional<BrowserSession> byTokenHash(String hash) {
        return Optional.ofNullable(
                mongoCollection()
                        .find(
                                Filters.and(
                                        Filters.eq(TOKEN_HASH, hash),
                                        Filters.exists(DELETED, false)))
                        .first());
    }

    List<BrowserSession> ofAccount(String accountId) {
        return mongoCollection()
                .find(Filters.and(Filters.eq(ACCOUNT, accountId), Filters.exists(DELETED, false)))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /** Notes a use; no change that anybody is told of. */
    void noteUse(String id, Instant at) {
        mongoCollection().updateOne(Filters.eq("_id", id), Updates.set("lastUsedAt", at));
    }

    /** Forgets sessions that ended by themselves, as the stores do not do it. */
    void removeExpired(Instant now) {
        mongoCollection()
                .deleteMany(
                        Filters.and(Filters.lt(EXPIRES, now), Filters.exists("outboxAt", false)));
    }
}
