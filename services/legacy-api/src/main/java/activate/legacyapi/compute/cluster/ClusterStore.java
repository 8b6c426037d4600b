package activate.legacyapi.compute.cluster;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Clusters in MongoDB. */
@ApplicationScoped
public class ClusterStore extends StoredCollection<Cluster> {
    private static final String ORGANIZATION = "organization";
    private static final String OWNER = "owner";
    private static final String TYPE = "type";
    private static final String DEFINITION = "state.definition.";
    private static final List<String> OF_EXISTING =
            List.of(
                    "authMethod",
                    "slurmUsername",
                    "schedulerType",
                    "explorerPath",
                    "sshKey",
                    "loginNodes");
    private static final List<String> OF_MANAGED =
            List.of("loginNode", "sessionNode", "markdown", "proxySsh", "accessManagement");

    @Override
    public String name() {
        return "clusters";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(ClusterActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<Cluster> documents) {
        documents.createIndex(Indexes.ascending(ORGANIZATION, OWNER));
    }

    @Override
    protected Map<String, String> formerNames() {
        Map<String, String> names = new HashMap<>();
        names.put("nameKey", Trail.UNIQUE);
        names.put(DEFINITION + "jumpNodeHost", DEFINITION + "existing.jump.host");
        names.put(DEFINITION + "jumpNodeUser", DEFINITION + "existing.jump.user");
        for (String name : OF_EXISTING) {
            names.put(DEFINITION + name, DEFINITION + "existing." + name);
        }
        for (String name : OF_MANAGED) {
            names.put(DEFINITION + name, DEFINITION + "managed." + name);
        }
        return names;
    }

    /** The cluster of this name. */
    public Optional<Cluster> byName(
            ClusterType type, String organization, String owner, String name) {
        return first(Filters.eq(Trail.UNIQUE, Cluster.nameKey(type, organization, owner, name)));
    }

    /** Existing clusters of a user. */
    public Stream<List<Cluster>> ownedBy(String organization, String owner) {
        return pages(
                Filters.and(
                        Filters.eq(ORGANIZATION, organization),
                        Filters.eq(OWNER, owner),
                        Filters.eq(TYPE, ClusterType.EXISTING.name())));
    }

    /** How many clusters of a type an organization has, or one of its users. */
    long count(ClusterType type, String organization, @Nullable String owner) {
        Bson ofAll =
                Filters.and(Filters.eq(ORGANIZATION, organization), Filters.eq(TYPE, type.name()));
        return howMany(owner == null ? ofAll : Filters.and(ofAll, Filters.eq(OWNER, owner)));
    }

    /** Managed clusters of an organization. */
    public Stream<List<Cluster>> managedBy(String organization) {
        return pages(
                Filters.and(
                        Filters.eq(ORGANIZATION, organization),
                        Filters.eq(TYPE, ClusterType.MANAGED.name())));
    }

    /** All clusters of an organization. */
    public Stream<List<Cluster>> ofOrganization(String organization) {
        return pages(Filters.eq(ORGANIZATION, organization));
    }

    /** All clusters of the platform. */
    public Stream<List<Cluster>> everyOne() {
        return pages(Filters.empty());
    }

    /** Some clusters in the order of their ids, for whoever copies them all. */
    public List<Cluster> after(@Nullable String id, int limit) {
        return after(id, Filters.empty(), limit);
    }
}
