package activate.legacyapi.identity.token;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Public keys in MongoDB; of several replicas that make a first key at once, one wins. */
@ApplicationScoped
class SigningKeyStore implements PanacheMongoRepositoryBase<SigningKeyDocument, String> {
    Optional<SigningKeyDocument> read() {
        return Optional.ofNullable(
                mongoCollection().find(Filters.eq("_id", SigningKeyDocument.ID)).first());
    }

    /** Publishes the first key, unless there is one already. */
    void addFirst(SigningKeyDocument.PublicKey key) {
        try {
            mongoCollection()
                    .insertOne(
                            new SigningKeyDocument(
                                    SigningKeyDocument.ID, 1, key.kid(), List.of(key)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Lets {@code key} sign from now on, unless somebody else has replaced {@code old} already. */
    void succeed(String old, SigningKeyDocument.PublicKey key) {
        mongoCollection()
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", SigningKeyDocument.ID),
                                Filters.eq("current", old)),
                        Updates.combine(
                                Updates.set("current", key.kid()), Updates.push("keys", key)));
    }
}
