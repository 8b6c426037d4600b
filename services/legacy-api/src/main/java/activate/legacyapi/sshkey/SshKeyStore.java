package activate.legacyapi.sshkey;

import activate.legacyapi.change.TrackedStore;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** SSH public keys in MongoDB. */
@ApplicationScoped
class SshKeyStore extends TrackedStore<SshKey> {
    private static final String ACCOUNT = "accountId";

    @Override
    public String name() {
        return "ssh-public-keys";
    }

    @Override
    protected void createIndexes(MongoCollection<SshKey> documents) {
        documents.createIndex(Indexes.ascending("uniqueKey"), new IndexOptions().unique(true));
        documents.createIndex(Indexes.ascending(ACCOUNT));
    }

    List<SshKey> ofAccount(String accountId) {
        return every(Filters.eq(ACCOUNT, accountId));
    }
}
