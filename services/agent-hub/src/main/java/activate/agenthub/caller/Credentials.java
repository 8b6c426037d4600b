package activate.agenthub.caller;

import activate.servicekit.caller.Caller;
import activate.servicekit.caller.KeptKeys;
import activate.servicekit.caller.Revocation;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the hub keeps about credentials: the issuer's public keys, and which ones were revoked. */
@ApplicationScoped
public class Credentials implements KeptKeys {
    private static final String JWKS = "user-token-keys";
    private static final String KEPT_SINCE = "at";
    private static final String ISSUED_UNTIL = "until";

    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> revoked;

    Credentials(
            MongoClient mongo, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        settings = mongo.getDatabase(database).getCollection("settings");
        revoked = mongo.getDatabase(database).getCollection("revoked_credentials");
    }

    @Override
    public Optional<String> read() {
        Document found = settings.find(Filters.eq(JWKS)).first();
        return Optional.ofNullable(found).map(document -> document.getString("json"));
    }

    @Override
    public void keep(String jwks) {
        settings.replaceOne(
                Filters.eq(JWKS),
                new Document("_id", JWKS).append("json", jwks),
                new ReplaceOptions().upsert(true));
    }

    /** Keeps a revocation; of two with one key the later moment stays, whichever comes first. */
    public void revoke(Revocation revocation, Instant now) {
        revoked.updateOne(
                Filters.eq(revocation.key()),
                Updates.combine(
                        Updates.set(KEPT_SINCE, Date.from(now)),
                        Updates.max(ISSUED_UNTIL, Date.from(revocation.issuedUntil()))),
                new UpdateOptions().upsert(true));
    }

    /** Whether the caller's token is void before it expires. */
    public boolean isVoid(Caller caller) {
        for (Document found : revoked.find(Filters.in("_id", Revocation.keysOf(caller)))) {
            if (read(found).voids(caller)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a user was locked out after something was made in his name, at most a day ago. */
    public boolean wasLockedOut(String username, Instant made) {
        Document found = revoked.find(Filters.eq(Revocation.keyOfUser(username))).first();
        return found != null && !made.isAfter(read(found).issuedUntil());
    }

    private static Revocation read(Document found) {
        Date until = found.getDate(ISSUED_UNTIL);
        return new Revocation(
                found.getString("_id"), until == null ? Revocation.EVERY : until.toInstant());
    }

    /** Forgets revocations of what has expired by itself. */
    public void sweep(Instant before) {
        revoked.deleteMany(Filters.lt(KEPT_SINCE, Date.from(before)));
    }
}
