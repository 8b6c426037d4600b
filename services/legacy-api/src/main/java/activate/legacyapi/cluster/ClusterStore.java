package activate.legacyapi.cluster;

import activate.legacyapi.change.TrackedStore;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Clusters in MongoDB. */
@ApplicationScoped
public class ClusterStore extends TrackedStore<Cluster> {
    private static final String ID = "_id";
    private static final String NAME_KEY = "nameKey";
    private static final String ORGANIZATION = "organization";
    private static final String OWNER = "owner";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";

    @Override
    public String name() {
        return "clusters";
    }

    @Override
    protected void createIndexes(MongoCollection<Cluster> documents) {
        documents.createIndex(Indexes.ascending(NAME_KEY), new IndexOptions().unique(true));
        documents.createIndex(
                Indexes.ascending(IDEMPOTENCY_KEY), new IndexOptions().unique(true).sparse(true));
        documents.createIndex(Indexes.ascending(ORGANIZATION, OWNER));
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

    /** How many clusters of a type an organization has, or one of its users. */
    long count(ClusterType type, String organization, @Nullable String owner) {
        Bson ofAll =
                Filters.and(
                        Filters.eq(ORGANIZATION, organization), Filters.eq("type", type.name()));
        return mongoCollection()
                .countDocuments(
                        live(owner == null ? ofAll : Filters.and(ofAll, Filters.eq(OWNER, owner))));
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
}
