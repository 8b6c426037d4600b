package activate.legacyapi.user.sshkey;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** SSH public keys in MongoDB. */
@ApplicationScoped
class SshKeyStore extends StoredCollection<SshKey> {
    private static final String ACCOUNT = "accountId";

    @Override
    public String name() {
        return "ssh-public-keys";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(SshKeyActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<SshKey> documents) {
        documents.createIndex(Indexes.ascending(ACCOUNT));
    }

    @Override
    protected Map<String, String> formerNames() {
        return Map.of("uniqueKey", Trail.UNIQUE);
    }

    List<SshKey> ofAccount(String accountId) {
        return every(Filters.eq(ACCOUNT, accountId));
    }
}
