package activate.legacyapi.sshkey;

import activate.legacyapi.change.Announcer;
import activate.legacyapi.change.TrackedCollection;
import activate.legacyapi.change.TrackedStore;
import activate.legacyapi.startup.Preparation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** SSH public keys in MongoDB. */
@ApplicationScoped
class SshKeyStore implements PanacheMongoRepositoryBase<SshKey, String>, TrackedStore, Preparation {
    private static final String ACCOUNT = "accountId";

    private final Announcer announcer;

    @Inject
    SshKeyStore(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public TrackedCollection<SshKey> tracked() {
        return new TrackedCollection<>(mongoCollection(), announcer);
    }

    @Override
    public String name() {
        return "ssh-public-keys";
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
                .createIndex(Indexes.ascending("uniqueKey"), new IndexOptions().unique(true));
        mongoCollection().createIndex(Indexes.ascending(ACCOUNT));
        tracked().ensureIndexes();
    }

    List<SshKey> ofAccount(String accountId) {
        return mongoCollection()
                .find(
                        Filters.and(
                                Filters.eq(ACCOUNT, accountId), Filters.exists("deletedAt", false)))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }
}
