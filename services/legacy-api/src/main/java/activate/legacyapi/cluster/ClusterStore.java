package activate.legacyapi.cluster;

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
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Clusters in MongoDB. */
@ApplicationScoped
public class ClusterStore
        implements PanacheMongoRepositoryBase<Cluster, String>, TrackedStore, Preparation {
    private static final String ID = "_id";
    private static final String NAME_KEY = "nameKey";
    private static final String ORGANIZATION = "organization";
    private static final String OWNER = "owner";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";

    private final Announcer announcer;

    @Inject
    ClusterStore(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public TrackedCollection<Cluster> tracked() {
        return new TrackedCollection<>(mongoCollection(), announcer);
    }

    @Override
    public String name() {
        return "clusters";
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
        mongoCollection().createIndex(Indexes.ascending(NAME_KEY), new IndexOptions().unique(true));
        mongoCollection()
                .createIndex(
                        Indexes.ascending(IDEMPOTENCY_KEY),
                        new IndexOptions().unique(true).sparse(true));
        mongoCollection().createIndex(Indexes.ascending(ORGANIZATION, OWNER));
        tracked().ensureIndexes();
    }

    /** The cluster with this id. */
    public Optional<Cluster> byId(String id) {
        return tracked().find(id);
    }

    /** The cluster of this name. */
    public Optional<Cluster> byName(
            ClusterType type, String organization, String owner, String name) {
        return first(Filters.eq(NAME_KEY, Cluster.nameKey(type, organization, owner, name)));
    }

    /** The cluster that an earlier request of this name has made. */
    public Optional<Cluster> byIdempotencyKey(String key) {
        return first(Filters.eq(IDEMPOTENCY_KEY, key));
    }

    /** Existing clusters of a user. */
    public List<Cluster> ownedBy(String organization, String owner) {
        return every(
                Filters.and(
                        Filters.eq(ORGANIZATION, organization),
                        Filters.eq(OWNER, owner),
                        Filters.eq("type", ClusterType.EXISTING.name())));
    }

    /** All clusters of an organization. */
    public List<Cluster> ofOrganization(String organization) {
        return every(Filters.eq(ORGANIZATION, organization));
    }

    /** All clusters of the platform. */
    public List<Cluster> everyOne() {
        return every(Filters.empty());
    }

    /** Some clusters in the order of their ids, for whoever copies them all. */
    public List<Cluster> after(@Nullable String id, int limit) {
        Bson condition = id == null ? Filters.empty() : Filters.gt(ID, id);
        return mongoCollection()
                .find(live(condition))
                .sort(Sorts.ascending(ID))
                .limit(limit)
                .into(new ArrayList<>());
    }

    private List<Cluster> every(Bson condition) {
        return mongoCollection()
                .find(live(condition))
                .sort(Sorts.ascending(ID))
                .into(new ArrayList<>());
    }

    private Optional<Cluster> first(Bson condition) {
        return Optional.ofNullable(mongoCollection().find(live(condition)).first());
    }

    private static Bson live(Bson condition) {
        return Filters.and(condition, Filters.exists("deletedAt", false));
    }
}
