package activate.legacyapi.user.login;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
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

/** Browser sessions in MongoDB. */
@ApplicationScoped
class BrowserSessionStore extends StoredCollection<BrowserSession> {
    private static final String ACCOUNT = "holder.accountId";
    private static final String TOKEN_HASH = "tokenHash";
    private static final String EXPIRES = "expiresAt";

    @Override
    public String name() {
        return "browser-sessions";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(LoginActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<BrowserSession> documents) {
        documents.createIndex(Indexes.ascending(TOKEN_HASH), new IndexOptions().unique(true));
        documents.createIndex(Indexes.ascending(ACCOUNT));
        documents.createIndex(Indexes.ascending(EXPIRES));
    }

    @Override
    protected Map<String, String> formerNames() {
        return Map.of(
                "accountId", ACCOUNT,
                "username", "holder.username",
                "credentialsVersion", "holder.credentialsVersion",
                "sourceIp", "client.sourceIp",
                "userAgent", "client.userAgent");
    }

    Optional<BrowserSession> byTokenHash(String hash) {
        return first(Filters.eq(TOKEN_HASH, hash));
    }

    List<BrowserSession> ofAccount(String accountId) {
        return every(Filters.eq(ACCOUNT, accountId));
    }

    /** Notes a use; no change that anybody is told of. */
    void noteUse(String id, Instant at) {
        touch(id, Updates.set("lastUsedAt", at));
    }

    /** Forgets sessions that ended by themselves, as the stores do not do it. */
    void removeExpired(Instant now) {
        forget(Filters.lt(EXPIRES, now));
    }
}
