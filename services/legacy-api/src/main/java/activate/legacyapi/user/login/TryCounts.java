package activate.legacyapi.user.login;

import activate.servicekit.secret.Secrets;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/** Counts in MongoDB, the same for every replica; each goes when its time is over. */
@ApplicationScoped
class TryCounts implements PanacheMongoRepositoryBase<TryCounts.Count, String> {
    private static final String ID = "_id";
    private static final String TRIES = "tries";
    private static final String EXPIRES = "expiresAt";

    /** Tries until a time; the key is a hash, so that no names are kept. */
    @RegisterForReflection
    public record Count(@BsonId String id, int tries, Instant expiresAt) {}

    /** Makes the index by which counts are forgotten. */
    void createIndex() {
        mongoCollection().createIndex(Indexes.ascending(EXPIRES));
    }

    /** One more; returns how many there are with it. */
    int increment(String key, Instant expiresAt) {
        try {
            return upsert(key, expiresAt);
        } catch (MongoCommandException | MongoWriteException e) {
            if (!isDuplicate(e.getCode())) {
                throw e;
            }
            return upsert(key, expiresAt);
        }
    }

    /** One less, where there is any. */
    void decrement(String key) {
        mongoCollection()
                .updateOne(
                        Filters.and(Filters.eq(ID, Secrets.digest(key)), Filters.gt(TRIES, 0)),
                        Updates.inc(TRIES, -1));
    }

    /** Keeps the key until then. */
    void keep(String key, Instant expiresAt) {
        mongoCollection()
                .updateOne(
                        Filters.eq(ID, Secrets.digest(key)),
                        Updates.combine(Updates.set(TRIES, 1), Updates.set(EXPIRES, expiresAt)),
                        new UpdateOptions().upsert(true));
    }

    /** Whether the key is kept. */
    boolean isKept(String key, Instant now) {
        Count kept = mongoCollection().find(Filters.eq(ID, Secrets.digest(key))).first();
        return kept != null && now.isBefore(kept.expiresAt());
    }

    /** Takes the key, unless somebody has it. */
    boolean take(String key, Instant expiresAt) {
        try {
            mongoCollection().insertOne(new Count(Secrets.digest(key), 1, expiresAt));
            return true;
        } catch (MongoWriteException e) {
            if (!isDuplicate(e.getCode())) {
                throw e;
            }
            return false;
        }
    }

    void forget(String key) {
        mongoCollection().deleteOne(Filters.eq(ID, Secrets.digest(key)));
    }

    /** Forgets what is over. */
    void removeExpired(Instant now) {
        mongoCollection().deleteMany(Filters.lt(EXPIRES, now));
    }

    private int upsert(String key, Instant expiresAt) {
        Count after =
                mongoCollection()
                        .findOneAndUpdate(
                                Filters.eq(ID, Secrets.digest(key)),
                                Updates.combine(
                                        Updates.inc(TRIES, 1),
                                        Updates.setOnInsert(EXPIRES, expiresAt)),
                                new FindOneAndUpdateOptions()
                                        .upsert(true)
                                        .returnDocument(ReturnDocument.AFTER));
        return after == null ? 1 : after.tries();
    }

    private static boolean isDuplicate(int code) {
        return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
    }
}
