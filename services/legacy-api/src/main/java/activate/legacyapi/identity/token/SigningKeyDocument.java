package activate.legacyapi.identity.token;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The public halves of the keys that sign user tokens, and which of them signs now. The private
 * halves are in the credential store only.
 */
@RegisterForReflection
public record SigningKeyDocument(
        @BsonId String id, int schemaVersion, String current, List<PublicKey> keys) {
    /** The only document of its collection. */
    static final String ID = "user-tokens";

    /** A public key as a JSON Web Key. */
    @RegisterForReflection
    public record PublicKey(String kid, String jwk, Instant createdAt) {}

    /** Copies the keys. */
    public SigningKeyDocument {
        keys = List.copyOf(keys);
    }
}
