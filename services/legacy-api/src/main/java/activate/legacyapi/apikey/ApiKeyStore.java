package activate.legacyapi.apikey;

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
import org.bson.conversions.Bson;

/** API keys in MongoDB. */
@ApplicationScoped
class ApiKeyStore implements PanacheMongoRepositoryBase<ApiKey, String>, TrackedStore, Preparation {
    private static final String ACCOUNT = "accountId";
    private static final String TITLE_KEY = "titleKey";
    private static final String KEY_HASH = "keyHash";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";

    private final Announcer announcer;

    @Inject
    ApiKeyStore(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public TrackedCollection<ApiKey> tracked() {
        return new TrackedCollection<>(mongoCollection(), announcer);
    }

    @Override
    public String name() {
        return "api-keys";
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
        IndexOptions unique = new IndexOptions().unique(true);
        mongoCollection().createIndex(Indexes.ascending(KEY_HASH), unique);
        mongoCollection().createIndex(Indexes.ascending(TITLE_KEY), unique);
        mongoCollection()
                .createIndex(
                        Indexes.ascending(IDEMPOTENCY_KEY),
                        new IndexOptions().unique(true).sparse(true));
        mongoCollection().createIndex(Indexes.ascending(ACCOUNT));
        tracked().ensureIndexes();
    }

    List<ApiKey> ofAccount(String accountId) {
        return mongoCollection()
                .find(live(Filters.eq(ACCOUNT, accountId)))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    Optional<ApiKey> byHash(String hash) {
        return first(Filters.eq(KEY_HASH, hash));
    }

    Optional<ApiKey> byTitle(String accountId, String title) {
        return first(Filters.eq(TITLE_KEY, ApiKey.titleKey(accountId, title)));
    }

    Optional<ApiKey> byIdempotencyKey(String key) {
        return first(Filters.eq(IDEMPOTENCY_KEY, key));
    }

    /** Notes a use; no change that anybody is told of. */
    void noteUse(String id, Instant at) {
        mongoCollection().updateOne(Filters.eq("_id", id), Updates.set("lastUsedAt", at));
    }

    private Optional<ApiKey> first(Bson condition) {
        return Optional.ofNullable(mongoCollection().find(live(condition)).first());
    }

    private static Bson live(Bson condition) {
        return Filters.and(condition, Filters.exists("deletedAt", false));
    }
}
