package activate.agenthub.node;

import io.quarkus.mongodb.panache.common.MongoEntity;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A node as stored. Written only by conditional updates of {@link NodeStore}; a value read is a
 * snapshot. {@code outbox} and {@code outboxAt} of the document belong to the relay.
 */
@MongoEntity(collection = "nodes")
public class Node {
    /** Version of this shape. */
    public static final int SCHEMA = 1;

    @BsonId public String id = "";
    public int schemaVersion = SCHEMA;
    public String clusterId = "";
    public String clusterName = "";
    public String organization = "";
    public String hostname = "";
    public String os = "";
    public String arch = "";

    /** Registration token by which it came. */
    public String tokenId = "";

    /** SHA-256 of the node API key, hex. */
    public String keyHash = "";

    /** Counts the keys given out, so that an older one never replaces a newer one. */
    public long keyVersion;

    /** Raw Ed25519 public key, base64url; absent for plain agents. */
    public @Nullable String publicKey;

    public List<String> ipAddresses = List.of();
    public int sshPort = 22;

    /** Pinned at the first time that they are known. */
    public List<String> sshHostKeys = List.of();

    public @Nullable String agentVersion;
    public @Nullable String osRelease;
    public Instant registeredAt = Instant.EPOCH;
    public @Nullable Instant lastHeartbeatAt;

    /** The parts of the last heartbeat that are shown as they came. */
    public @Nullable Document heartbeat;

    /** Counts the links; the newest wins. */
    public long generation;

    /** Hub that holds the live link, and which of its lives; absent while offline. */
    public @Nullable String hub;

    public long hubEpoch;
    public @Nullable Instant onlineSince;

    /** Start of the usage interval that is still open; absent while offline. */
    public @Nullable Instant usageFrom;

    public @Nullable Instant revokedAt;

    /** When two holders of its identity were last seen to take its tunnel from each other. */
    public @Nullable Instant contestedAt;

    /** Whether a live link exists. */
    public boolean isOnline() {
        return hub != null;
    }
}
