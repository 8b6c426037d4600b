package activate.legacyapi.apikey;

import activate.legacyapi.change.TrackedStore;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** API keys in MongoDB. */
@ApplicationScoped
class ApiKeyStore extends TrackedStore<ApiKey> {
    private static final String ACCOUNT = "accountId";
    private static final String TITLE_KEY = "titleKey";
    private static final String KEY_HASH = "keyHash";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";

    @Override
    public String name() {
        return "api-keys";
    }

    @Override
    protected void createIndexes(MongoCollection<ApiKey> documents) {
        IndexOptions unique = new IndexOptions().unique(true);
        documents.createIndex(Indexes.ascending(KEY_HASH), unique);
        documents.createIndex(Indexes.ascending(TITLE_KEY), unique);
        documents.createIndex(
                Indexes.ascending(IDEMPOTENCY_KEY), new IndexOptions().unique(true).sparse(true));
        documents.createIndex(Indexes.ascending(ACCOUNT));
    }

    List<ApiKey> ofAccount(String accountId) {
        return every(Filters.eq(ACCOUNT, accountId));
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
}
