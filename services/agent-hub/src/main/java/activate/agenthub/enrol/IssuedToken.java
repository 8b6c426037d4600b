package activate.agenthub.enrol;

import io.quarkus.mongodb.panache.common.MongoEntity;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** A registration token as stored: never the secret, only its hash. */
@MongoEntity(collection = "registration_tokens")
public class IssuedToken {
    @BsonId public String id = "";
    public int schemaVersion = 1;
    public String secretHash = "";
    public String hint = "";
    public String clusterId = "";
    public String clusterName = "";
    public String organization = "";
    public boolean reusable;
    public String createdBy = "";
    public Instant createdAt = Instant.EPOCH;
    public Instant expiresAt = Instant.EPOCH;
    public @Nullable Instant revokedAt;

    /** Who redeemed a one-time token; written in the one update that consumes it. */
    public @Nullable Redemption redeemed;

    /** The identity given out, complete enough to make the node of it after a crash. */
    public static class Redemption {
        public String nodeId = "";
        public Instant at = Instant.EPOCH;
        public String keyHash = "";
        public long keyVersion;
        public @Nullable String publicKey;
        public String hostname = "";
        public String os = "";
        public String arch = "";
        public List<String> ipAddresses = List.of();
        public int sshPort;
        public List<String> sshHostKeys = List.of();
        public @Nullable String agentVersion;

        /** Whether the node's own document exists. */
        public boolean nodeStored;
    }
}
