package activate.agenthub.node;

import activate.messages.event.Envelope;
import activate.servicekit.outbox.MongoOutbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocumentWrapper;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The collection {@code nodes}: atomic updates of single documents, each with its message. */
@ApplicationScoped
public class NodeStore implements PanacheMongoRepositoryBase<Node, String> {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final ObjectMapper json;

    NodeStore(ObjectMapper json) {
        this.json = json;
    }

    /** The raw collection, for the outbox relay. */
    public MongoCollection<Document> documents() {
        return mongoDatabase().getCollection("nodes");
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        mongoCollection().createIndex(Indexes.ascending("clusterId"));
        mongoCollection().createIndex(Indexes.ascending("hub"), new IndexOptions().sparse(true));
    }

    /** The node {@code id}, revoked or not. */
    public Optional<Node> find(String id) {
        return findByIdOptional(id);
    }

    /** Nodes of the clusters that are not revoked; of all clusters where the list is empty. */
    public List<Node> ofClusters(List<String> clusterIds) {
        return clusterIds.isEmpty()
                ? list("revokedAt is null")
                : list("revokedAt is null and clusterId in ?1", clusterIds);
    }

    /** Inserts a new node together with the message of its enrolment; a repeat does nothing. */
    public void enrol(Node node, Envelope<?> enrolled) {
        Document document = new Document();
        BsonDocumentWrapper.asBsonDocument(node, mongoCollection().getCodecRegistry())
                .forEach(document::append);
        MongoOutbox.addTo(document, enrolled, json);
        try {
            documents().insertOne(document);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Replaces the key by a newer one; an older one is ignored. */
    public boolean rekey(String nodeId, String keyHash, long keyVersion) {
        return mongoCollection()
                        .updateOne(
                                Filters.and(
                                        Filters.eq(nodeId), Filters.lt("keyVersion", keyVersion)),
                                Updates.combine(
                                        Updates.set("keyHash", keyHash),
                                        Updates.set("keyVersion", keyVersion)))
                        .getModifiedCount()
                == 1;
    }

    /** Writes what a heartbeat said; pins host keys only where none are pinned yet. */
    public void recordHeartbeat(String nodeId, Bson said, List<String> hostKeys) {
        mongoCollection().updateOne(Filters.eq(nodeId), said);
        if (!hostKeys.isEmpty()) {
            mongoCollection()
                    .updateOne(
                            Filters.and(Filters.eq(nodeId), Filters.size("sshHostKeys", 0)),
                            Updates.set("sshHostKeys", hostKeys));
        }
    }

    /** Revokes a node of {@code clusterId}; the second of two gets nothing. */
    public Optional<Node> revoke(String nodeId, String clusterId, Instant at, Envelope<?> revoked) {
        return Optional.ofNullable(
                mongoCollection()
                        .findOneAndUpdate(
                                Filters.and(
                                        Filters.eq(nodeId),
                                        Filters.eq("clusterId", clusterId),
                                        Filters.eq("revokedAt", null)),
                                withMessages(
                                        List.of(Updates.set("revokedAt", Date.from(at))), revoked),
                                AFTER));
    }

    /**
     * Applies {@code changes} and {@code messages} if the node still has this generation and open
     * usage interval.
     */
    public Optional<Node> updateLink(
            Node seen, List<Bson> changes, List<? extends Envelope<?>> messages) {
        return updateIf(unchanged(seen), changes, messages);
    }

    private static Bson unchanged(Node seen) {
        return Filters.and(
                Filters.eq(seen.id),
                Filters.eq("generation", seen.generation),
                Filters.eq("usageFrom", date(seen.usageFrom)));
    }

    private Optional<Node> updateIf(
            Bson condition, List<Bson> changes, List<? extends Envelope<?>> messages) {
        return Optional.ofNullable(
                mongoCollection()
                        .findOneAndUpdate(
                                condition,
                                withMessages(changes, messages.toArray(new Envelope<?>[0])),
                                AFTER));
    }

    /** As {@link #updateLink}, unless the node is revoked meanwhile. */
    public Optional<Node> beginLink(
            Node seen, List<Bson> changes, List<? extends Envelope<?>> messages) {
        return updateIf(
                Filters.and(unchanged(seen), Filters.eq("revokedAt", null)), changes, messages);
    }

    /** Nodes whose link was held by {@code hub} in a life before {@code epoch}. */
    public List<Node> heldBy(String hub, long epoch) {
        return list("hub = ?1 and hubEpoch < ?2", hub, epoch);
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private Bson withMessages(List<Bson> changes, Envelope<?>... messages) {
        List<Bson> all = new ArrayList<>(changes);
        all.addAll(MongoOutbox.adding(List.of(messages), json));
        return Updates.combine(all);
    }
}
