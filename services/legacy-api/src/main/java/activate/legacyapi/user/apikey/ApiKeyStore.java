package activate.legacyapi.user.apikey;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** API keys in MongoDB. */
@ApplicationScoped
class ApiKeyStore extends StoredCollection<ApiKey> {
    private static final String ACCOUNT = "accountId";
    private static final String HASH = "mark.hash";
    private static final String LAST_USED = "life.lastUsedAt";

    @Override
    public String name() {
        return "api-keys";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(ApiKeyActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<ApiKey> documents) {
        documents.createIndex(Indexes.ascending(HASH), new IndexOptions().unique(true));
        documents.createIndex(Indexes.ascending(ACCOUNT));
    }

    @Override
    protected Map<String, String> formerNames() {
        return Map.of(
                "titleKey",
                Trail.UNIQUE,
                "keyHash",
                HASH,
                "hint",
                "mark.hint",
                "expiresAt",
                "life.expiresAt",
                "lastUsedAt",
                LAST_USED);
    }

    List<ApiKey> ofAccount(String accountId) {
        return every(Filters.eq(ACCOUNT, accountId));
    }

    Optional<ApiKey> byHash(String hash) {
        return first(Filters.eq(HASH, hash));
    }

    /** A key by its title or its id. */
    Optional<ApiKey> named(String accountId, String name) {
        return first(Filters.eq(Trail.UNIQUE, ApiKey.uniqueKey(accountId, name)))
                .or(() -> byId(name).filter(key -> key.accountId().equals(accountId)));
    }

    /** Notes a use; no change that anybody is told of. */
    void noteUse(String id, Instant at) {
        touch(id, Updates.set(LAST_USED, at));
    }
}
