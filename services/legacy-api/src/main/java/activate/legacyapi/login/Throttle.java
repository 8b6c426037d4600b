package activate.legacyapi.login;

import activate.legacyapi.platform.Digests;
import activate.legacyapi.platform.Platform;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Counts sign-ins that did not succeed, per source and account and per source, in windows of fixed
 * length. An account cannot be locked out from elsewhere: the count is the source's.
 */
@ApplicationScoped
public class Throttle implements PanacheMongoRepositoryBase<Throttle.Count, String> {
    private static final String TRIES = "tries";
    private static final String EXPIRES = "expiresAt";

    private final LoginConfig config;
    private final Platform platform;

    /** Tries in one window; the key is a hash, so that no names are kept. */
    @RegisterForReflection
    public record Count(@BsonId String id, int tries, Instant expiresAt) {}

    @Inject
    Throttle(LoginConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
    }

    /** Counts a try before it is made; refuses it when there were too many. */
    void count(String source, String username) {
        Instant now = platform.now();
        Count account = increment(accountKey(source, username, now), now);
        Count fromSource = increment(sourceKey(source, now), now);
        boolean refused =
                account.tries() > config.wrongPerAccount()
                        || fromSource.tries() > config.wrongPerSource();
        if (refused) {
            long wait = Math.max(1, windowEnd(now).getEpochSecond() - now.getEpochSecond());
            throw Problem.of(
                    ProblemCode.RATE_LIMITED,
                    "Too many sign-ins from here did not succeed. Try again later.",
                    Map.of("retryAfterSeconds", wait));
        }
    }

    /** Takes the tries back that led to a good sign-in. */
    void forgive(String source, String username) {
        Instant now = platform.now();
        mongoCollection().deleteOne(Filters.eq("_id", accountKey(source, username, now)));
        mongoCollection()
                .updateOne(Filters.eq("_id", sourceKey(source, now)), Updates.inc(TRIES, -1));
    }

    /** Forgets windows that are over. */
    void removeExpired(Instant now) {
        mongoCollection().deleteMany(Filters.lt(EXPIRES, now));
    }

    private Count increment(String key, Instant now) {
        try {
            return upsert(key, now);
        } catch (MongoCommandException | MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return upsert(key, now);
        }
    }

    private Count upsert(String key, Instant now) {
        Count after =
                mongoCollection()
                        .findOneAndUpdate(
                                Filters.eq("_id", key),
                                Updates.combine(
                                        Updates.inc(TRIES, 1),
                                        Updates.setOnInsert(EXPIRES, windowEnd(now))),
                                new FindOneAndUpdateOptions()
                                        .upsert(true)
                                        .returnDocument(ReturnDocument.AFTER));
        return after == null ? new Count(key, 1, windowEnd(now)) : after;
    }

    private String accountKey(String source, String username, Instant now) {
        return Digests.sha256(
                "account\n"
                        + source
                        + "\n"
                        + username.toLowerCase(Locale.ROOT)
                        + "\n"
                        + window(now));
    }

    private String sourceKey(String source, Instant now) {
        return Digests.sha256("source\n" + source + "\n" + window(now));
    }

    private long window(Instant now) {
        return now.toEpochMilli() / config.window().toMillis();
    }

    private Instant windowEnd(Instant now) {
        return Instant.ofEpochMilli((window(now) + 1) * config.window().toMillis());
    }
}
