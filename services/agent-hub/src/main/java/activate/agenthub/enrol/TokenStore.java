package activate.agenthub.enrol;

import activate.servicekit.startup.Preparation;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The collection {@code registration_tokens}: each rule is the condition of one atomic update. */
@ApplicationScoped
class TokenStore implements Preparation {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

    private final MongoCollection<Document> documents;

    TokenStore(
            MongoClient mongo, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.documents = mongo.getDatabase(database).getCollection("registration_tokens");
    }

    @Override
    public String name() {
        return "registration-token-indexes";
    }

    @Override
    public void prepare() {
        documents.createIndex(Indexes.ascending("clusterId"));
    }

    Optional<IssuedToken> find(String id) {
        return Optional.ofNullable(documents.find(Filters.eq(id)).first()).map(TokenDocument::read);
    }

    void insert(IssuedToken token) {
        documents.insertOne(TokenDocument.write(token));
    }

    void delete(String id) {
        documents.deleteOne(Filters.eq(id));
    }

    /** Tokens of a cluster that could still be redeemed. */
    List<IssuedToken> usable(String clusterId, Instant now) {
        return read(isUsable(clusterId, now));
    }

    /** How many {@link #usable} would give. */
    long countUsable(String clusterId, Instant now) {
        return documents.countDocuments(isUsable(clusterId, now));
    }

    private static Bson isUsable(String clusterId, Instant now) {
        return Filters.and(
                Filters.eq("clusterId", clusterId),
                Filters.eq("revokedAt", null),
                Filters.eq("redeemed", null),
                Filters.gt("expiresAt", Date.from(now)));
    }

    private List<IssuedToken> read(Bson filter) {
        return documents.find(filter).map(TokenDocument::read).into(new ArrayList<>());
    }

    /** Consumes a one-time token: of any number of callers, one gets it. */
    Optional<IssuedToken> redeem(String id, IssuedToken.Redemption redemption) {
        return Optional.ofNullable(
                        documents.findOneAndUpdate(
                                Filters.and(
                                        Filters.eq(id),
                                        Filters.eq("redeemed", null),
                                        Filters.eq("revokedAt", null),
                                        Filters.gt("expiresAt", Date.from(redemption.at()))),
                                Updates.set("redeemed", TokenDocument.of(redemption)),
                                AFTER))
                .map(TokenDocument::read);
    }

    /** Gives the same node another key, if the same public key asks again soon enough. */
    Optional<IssuedToken> redeemAgain(
            String id, String publicKey, String keyHash, Instant notBefore) {
        return Optional.ofNullable(
                        documents.findOneAndUpdate(
                                Filters.and(
                                        Filters.eq(id),
                                        Filters.eq("redeemed.publicKey", publicKey),
                                        Filters.gt("redeemed.at", Date.from(notBefore)),
                                        Filters.eq("revokedAt", null)),
                                Updates.combine(
                                        Updates.set("redeemed.keyHash", keyHash),
                                        Updates.inc("redeemed.keyVersion", 1L)),
                                AFTER))
                .map(TokenDocument::read);
    }

    void markStored(String id) {
        documents.updateOne(Filters.eq(id), Updates.set("redeemed.nodeStored", true));
    }

    /** Redeemed tokens whose node a crash has kept from being written. */
    List<IssuedToken> unfinished() {
        return read(Filters.eq("redeemed.nodeStored", false));
    }

    boolean revoke(String id, String clusterId, Instant now) {
        return documents
                        .updateOne(
                                Filters.and(
                                        Filters.eq(id),
                                        Filters.eq("clusterId", clusterId),
                                        Filters.eq("revokedAt", null)),
                                Updates.set("revokedAt", Date.from(now)))
                        .getModifiedCount()
                == 1;
    }

    /** Revokes all of a cluster that is gone. */
    void revokeAll(String clusterId, Instant now) {
        documents.updateMany(
                Filters.and(Filters.eq("clusterId", clusterId), Filters.eq("revokedAt", null)),
                Updates.set("revokedAt", Date.from(now)));
    }

    /** Removes what has been of no use for a month. */
    void sweep(Instant now) {
        documents.deleteMany(Filters.lt("expiresAt", Date.from(now.minus(KEPT_AFTER_EXPIRY))));
    }
}
