package activate.agenthub.access;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the hub keeps about credentials: the issuer's public keys, and which ones were revoked. */
@ApplicationScoped
class Credentials {
    private static final String JWKS = "user-token-keys";

    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> revoked;

    Credentials(
            MongoClient mongo, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        settings = mongo.getDatabase(database).getCollection("settings");
        revoked = mongo.getDatabase(database).getCollection("revoked_credentials");
    }

    Optional<String> userTokenKeys() {
        Document found = settings.find(Filters.eq(JWKS)).first();
        return Optional.ofNullable(found).map(document -> document.getString("json"));
    }

    void keepUserTokenKeys(String jwks) {
        settings.replaceOne(
                Filters.eq(JWKS),
                new Document("_id", JWKS).append("json", jwks),
                new ReplaceOptions().upsert(true));
    }

    void revoke(String credentialId, Instant at) {
        revoked.replaceOne(
                Filters.eq(credentialId),
                new Document("_id", credentialId).append("at", Date.from(at)),
                new ReplaceOptions().upsert(true));
    }

    boolean isRevoked(String credentialId) {
        return revoked.find(Filters.eq(credentialId)).first() != null;
    }

    /** Forgets revocations of what has expired by itself. */
    void sweep(Instant before) {
        revoked.deleteMany(Filters.lt("at", Date.from(before)));
    }
}
