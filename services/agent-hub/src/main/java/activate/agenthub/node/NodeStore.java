package activate.agenthub.node;

import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import activate.servicekit.outbox.OutboxRelay;
import activate.servicekit.startup.Preparation;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The collection {@code nodes}: atomic updates of single documents, each with its message. */
@ApplicationScoped
public class NodeStore implements Preparation {
    /** What a node said of itself and what it has to tell can be large, and few ask for it. */
    private static final Bson BRIEF = Projections.exclude("heartbeat", "outbox");

    private static final FindOneAndUpdateOptions BRIEF_AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).projection(BRIEF);
    private static final int BATCH = 16;

    private final MongoCollection<Document> documents;
    private final Outbox outbox;
    private final InstantSource clock;

    NodeStore(
            MongoClient mongo,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            OutboxRelay relay,
            InstantSource clock) {
        this.documents = mongo.getDatabase(database).getCollection("nodes");
        this.outbox = relay.of(documents, Outbox.Fields.PLAIN);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "node-indexes";
    }

    @Override
    public void prepare() {
        outbox.createIndex();
        documents.createIndex(Indexes.ascending("clusterId"));
        documents.createIndex(Indexes.ascending("organization"));
        documents.createIndex(Indexes.ascending("hub"), new IndexOptions().sparse(true));
    }

    /** The node {@code id}, revoked or not; without its heartbeat. */
    public Optional<Node> find(String id) {
        return brief(Filters.eq(id)).stream().findFirst();
    }

    /**
     * Nodes of the clusters that are not revoked; of all clusters where the list is empty. Without
     * their heartbeats.
     */
    public List<Node> ofClusters(List<String> clusterIds) {
        return brief(live(clusterIds));
    }

    /** As {@link #ofClusters}, each with its last heartbeat, and a few at a time. */
    public void withHeartbeats(List<String> clusterIds, Consumer<Node> to) {
        documents
                .find(live(clusterIds))
                .projection(Projections.exclude("outbox"))
                .batchSize(BATCH)
                .forEach(stored -> to.accept(NodeDocument.read(stored)));
    }

    /** Some of the nodes of a cluster that are not revoked, {@code most} at most. */
    public List<Node> someOfCluster(String clusterId, int most) {
        return read(
                documents
                        .find(live(List.of(clusterId)))
                        .projection(
                                Projections.include(
                                        "clusterId",
                                        "clusterName",
                                        "organization",
                                        "hostname",
                                        "generation"))
                        .limit(most));
    }

    /** How many nodes that are not revoked have this value of {@code member}. */
    public long count(String member, String value) {
        return documents.countDocuments(
                Filters.and(Filters.eq(member, value), Filters.eq("revokedAt", null)));
    }

    private static Bson live(List<String> clusterIds) {
        Bson isLive = Filters.eq("revokedAt", null);
        return clusterIds.isEmpty()
                ? isLive
                : Filters.and(isLive, Filters.in("clusterId", clusterIds));
    }

    private List<Node> brief(Bson filter) {
        return read(documents.find(filter).projection(BRIEF));
    }

    private static List<Node> read(FindIterable<Document> found) {
        List<Node> nodes = new ArrayList<>();
        found.forEach(stored -> nodes.add(NodeDocument.read(stored)));
        return nodes;
    }

    /** Inserts a new node together with the message of its enrolment; a repeat does nothing. */
    public void enrol(Node node, OutboxEntry.Message enrolled) {
        Document document = NodeDocument.write(node);
        Instant dueAt = Outbox.dueAt(clock.instant());
        outbox.addTo(document, List.of(enrolled), dueAt);
        try {
            documents.insertOne(document);
            outbox.committed(node.id(), List.of(enrolled), dueAt);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Marks a node whose identity has two holders. */
    public void markContested(String nodeId, Instant at) {
        documents.updateOne(Filters.eq(nodeId), Updates.set("contestedAt", Date.from(at)));
    }

    /** Replaces the key by a newer one; an older one is ignored. */
    public boolean rekey(String nodeId, String keyHash, long keyVersion) {
        return documents
                        .updateOne(
                                Filters.and(
                                        Filters.eq(nodeId),
                                        Filters.eq("revokedAt", null),
                                        Filters.lt("keyVersion", keyVersion)),
                                Updates.combine(
                                        Updates.set("keyHash", keyHash),
                                        Updates.set("keyVersion", keyVersion)))
                        .getModifiedCount()
                == 1;
    }

    /**
     * Writes what a heartbeat said; pins host keys only where none are pinned yet. False when the
     * node is revoked or has another key meanwhile: then nothing is written.
     */
    boolean recordHeartbeat(Node node, Bson said, List<String> hostKeys) {
        Bson asVerified =
                Filters.and(
                        Filters.eq(node.id()),
                        Filters.eq("keyHash", node.identity().keyHash()),
                        Filters.eq("revokedAt", null));
        boolean written = documents.updateOne(asVerified, said).getMatchedCount() == 1;
        if (written && !hostKeys.isEmpty()) {
            documents.updateOne(
                    Filters.and(asVerified, Filters.size("sshHostKeys", 0)),
                    Updates.set("sshHostKeys", hostKeys));
        }
        return written;
    }

    /** Revokes a node of {@code clusterId}; the second of two gets nothing. */
    public Optional<Node> revoke(
            String nodeId, String clusterId, Instant at, OutboxEntry.Message revoked) {
        return updateIf(
                Filters.and(
                        Filters.eq(nodeId),
                        Filters.eq("clusterId", clusterId),
                        Filters.eq("revokedAt", null)),
                List.of(Updates.set("revokedAt", Date.from(at))),
                List.of(revoked));
    }

    /**
     * Applies {@code changes} and {@code messages} if the node still has this generation and open
     * usage interval.
     */
    public Optional<Node> updateLink(
            Node seen, List<Bson> changes, List<OutboxEntry.Message> messages) {
        return updateIf(unchanged(seen), changes, messages);
    }

    private static Bson unchanged(Node seen) {
        return Filters.and(
                Filters.eq(seen.id()),
                Filters.eq("generation", seen.lease().generation()),
                Filters.eq("usageFrom", date(seen.lease().usageFrom())));
    }

    private Optional<Node> updateIf(
            Bson condition, List<Bson> changes, List<OutboxEntry.Message> messages) {
        Instant dueAt = Outbox.dueAt(clock.instant());
        List<Bson> all = new ArrayList<>(changes);
        all.addAll(outbox.adding(messages, dueAt));
        Optional<Node> changed =
                Optional.ofNullable(
                                documents.findOneAndUpdate(
                                        condition, Updates.combine(all), BRIEF_AFTER))
                        .map(NodeDocument::read);
        changed.ifPresent(node -> outbox.committed(node.id(), messages, dueAt));
        return changed;
    }

    /** As {@link #updateLink}, unless the node is revoked meanwhile. */
    public Optional<Node> beginLink(
            Node seen, List<Bson> changes, List<OutboxEntry.Message> messages) {
        return updateIf(
                Filters.and(unchanged(seen), Filters.eq("revokedAt", null)), changes, messages);
    }

    /** Nodes whose link was held by {@code hub} in a life before {@code epoch}. */
    public List<Node> heldBy(String hub, long epoch) {
        return brief(Filters.and(Filters.eq("hub", hub), Filters.lt("hubEpoch", epoch)));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
