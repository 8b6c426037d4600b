package activate.agenthub.enrol;

import activate.servicekit.startup.Preparation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** The collection {@code registration_tokens}: each rule is the condition of one atomic update. */
@ApplicationScoped
class TokenStore implements PanacheMongoRepositoryBase<IssuedToken, String>, Preparation {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

    @Override
    public String name() {
        return "registration-token-indexes";
    }

    @Override
    public void prepare() {
        mongoCollection().createIndex(Indexes.ascending("clusterId"));
    }

    Optional<IssuedToken> find(String id) {
        return findByIdOptional(id);
    }

    /** Tokens of a cluster that could still be redeemed. */
    List<IssuedToken> usable(String clusterId, Instant now) {
        return list(
                "clusterId = ?1 and revokedAt is null and redeemed is null and expiresAt > ?2",
                clusterId,
                now);
    }

    /** How many {@link #usable} would give. */
    long countUsable(String clusterId, Instant now) {
        return count(
                "clusterId = ?1 and revokedAt is null and redeemed is null and expiresAt > ?2",
                clusterId,
                now);
    }

    /** Consumes a one-time token: of any number of callers, one gets it. */
    Optional<IssuedToken> redeem(String id, IssuedToken.Redemption redemption, Instant now) {
        return Optional.ofNullable(
                mongoCollection()
                        .findOneAndUpdate(
                                Filters.and(
                                        Filters.eq(id),
                                        Filters.eq("redeemed", null),
                                        Filters.eq("revokedAt", null),
                                        Filters.gt("expiresAt", Date.from(now))),
                                Updates.set("redeemed", redemption),
                                AFTER));
    }

    /** Gives the same node another key, if the same public key asks again soon enough. */
    Optional<IssuedToken> redeemAgain(
            String id, String publicKey, String keyHash, Instant notBefore) {
        return Optional.ofNullable(
                mongoCollection()
                        .findOneAndUpdate(
                                Filters.and(
                                        Filters.eq(id),
                                        Filters.eq("redeemed.publicKey", publicKey),
                                        Filters.gt("redeemed.at", Date.from(notBefore)),
                                        Filters.eq("revokedAt", null)),
                                Updates.combine(
                                        Updates.set("redeemed.keyHash", keyHash),
                                        Updates.inc("redeemed.keyVersion", 1L)),
                                AFTER));
    }

    void markStored(String id) {
        mongoCollection().updateOne(Filters.eq(id), Updates.set("redeemed.nodeStored", true));
    }

    /** Redeemed tokens whose node a crash has kept from being written. */
    List<IssuedToken> unfinished() {
        return list("redeemed.nodeStored = ?1", false);
    }

    boolean revoke(String id, String clusterId, Instant now) {
        return mongoCollection()
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
        mongoCollection()
                .updateMany(
                        Filters.and(
                                Filters.eq("clusterId", clusterId), Filters.eq("revokedAt", null)),
                        Updates.set("revokedAt", Date.from(now)));
    }

    /** Removes what has been of no use for a month. */
    void sweep(Instant now) {
        mongoCollection()
                .deleteMany(Filters.lt("expiresAt", Date.from(now.minus(KEPT_AFTER_EXPIRY))));
    }
}
