package activate.agenthub.cluster;

import activate.messages.hub.ClusterAccess;
import activate.servicekit.log.LogText;
import activate.servicekit.startup.Preparation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The hub's copy of clusters, in the collection {@code clusters}; the newest version stays. */
@ApplicationScoped
public class ClusterCopy implements Preparation {
    private static final Logger LOG = Logger.getLogger(ClusterCopy.class);

    /** Grows with what is kept of a cluster: 1 knows which ones are out of use. */
    private static final int SHAPE = 1;

    private static final String VERSION = "version";
    private static final String DELETED = "deleted";
    private static final String EMPTIED = "emptied";
    private static final String SHAPE_KEPT = "shape";
    private static final String SHAPE_OF = "shapeOfVersion";

    private final MongoCollection<Document> clusters;
    private final ObjectMapper json;

    ClusterCopy(
            MongoClient mongo,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            ObjectMapper json) {
        this.clusters = mongo.getDatabase(database).getCollection("clusters");
        this.json = json;
    }

    @Override
    public String name() {
        return "cluster-indexes";
    }

    @Override
    public void prepare() {
        clusters.createIndex(Indexes.ascending("organization", "name"));
    }

    /**
     * Takes over a cluster unless this version or a newer one is known; this version as well where
     * it was kept by a hub that did not know all that is kept today.
     */
    public boolean apply(ClusterAccess cluster) {
        try {
            clusters.updateOne(
                    Filters.and(Filters.eq(cluster.clusterId()), isOlderThan(cluster.version())),
                    Updates.combine(
                            Updates.set(VERSION, cluster.version()),
                            Updates.set(SHAPE_KEPT, SHAPE),
                            Updates.set(SHAPE_OF, cluster.version()),
                            Updates.set("organization", cluster.organization()),
                            Updates.set("name", cluster.name()),
                            Updates.set(DELETED, cluster.deleted()),
                            Updates.unset(EMPTIED),
                            Updates.set("json", json.writeValueAsString(cluster))),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                // The upsert found a newer version in place, and could not insert beside it.
                return false;
            }
            throw e;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A cluster cannot be written as JSON", e);
        }
    }

    private static Bson isOlderThan(long version) {
        // A hub from before there were shapes leaves the shape of an earlier version in place.
        Bson isWhole = Filters.and(Filters.eq(SHAPE_OF, version), Filters.gte(SHAPE_KEPT, SHAPE));
        return Filters.or(
                Filters.lt(VERSION, version),
                Filters.and(Filters.eq(VERSION, version), Filters.nor(isWhole)));
    }

    /** What is here and no longer in the owner's complete list. */
    public List<ClusterAccess> missingFrom(Set<String> known) {
        return read(Filters.eq(DELETED, false)).stream()
                .filter(cluster -> !known.contains(cluster.clusterId()))
                .toList();
    }

    /**
     * A cluster that is deleted and may still have nodes.
     *
     * @param version of the cluster
     */
    public record Deleted(String clusterId, long version) {}

    /** Deleted clusters that are not known to be without nodes, {@code most} at most. */
    public List<Deleted> notEmptied(int most) {
        List<Deleted> found = new ArrayList<>();
        Bson isLeft = Filters.and(Filters.eq(DELETED, true), Filters.ne(EMPTIED, true));
        for (Document document :
                clusters.find(isLeft).projection(Projections.include(VERSION)).limit(most)) {
            Object version = document.get(VERSION);
            found.add(
                    new Deleted(
                            String.valueOf(document.get("_id")),
                            version instanceof Number number ? number.longValue() : 0));
        }
        return found;
    }

    /** The deleted cluster has neither nodes nor tokens. */
    public void markEmptied(Deleted cluster) {
        clusters.updateOne(
                Filters.and(
                        Filters.eq(cluster.clusterId()), Filters.eq(VERSION, cluster.version())),
                Updates.set(EMPTIED, true));
    }

    /** The cluster with this id, unless it is deleted. */
    public Optional<ClusterAccess> byId(String clusterId) {
        return read(Filters.and(Filters.eq(clusterId), Filters.eq(DELETED, false))).stream()
                .findFirst();
    }

    /** All clusters of this name in an organization. */
    public List<ClusterAccess> byName(String organization, String name) {
        return read(
                Filters.and(
                        Filters.eq("organization", organization),
                        Filters.eq("name", name),
                        Filters.eq(DELETED, false)));
    }

    private List<ClusterAccess> read(Bson filter) {
        List<ClusterAccess> found = new ArrayList<>();
        for (Document document : clusters.find(filter)) {
            try {
                found.add(json.readValue(document.getString("json"), ClusterAccess.class));
            } catch (JsonProcessingException | ClassCastException | IllegalArgumentException e) {
                // One bad row takes nothing else with it.
                LOG.warnf("stored cluster not read clusterId=%s", LogText.of(document.get("_id")));
            }
        }
        return found;
    }
}
