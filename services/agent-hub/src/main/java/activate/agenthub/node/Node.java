package activate.agenthub.node;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A node as it was when it was read: a snapshot. It changes only by conditional updates of {@link
 * NodeStore}.
 *
 * @param heartbeat the parts of the last heartbeat that are shown as they came; null where none
 *     came, or where they were not read
 */
public record Node(
        String id,
        Membership membership,
        Identity identity,
        Facts facts,
        Lease lease,
        History history,
        @Nullable Document heartbeat) {

    /** Whose node it is. */
    public record Membership(String clusterId, String clusterName, String organization) {}

    /**
     * How it proves who it is.
     *
     * @param keyHash SHA-256 of the node API key, hex
     * @param keyVersion grows with the keys given out, so that an older one never replaces a newer
     * @param publicKey raw Ed25519, base64url; absent for plain agents
     */
    public record Identity(String keyHash, long keyVersion, @Nullable String publicKey) {
        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Identity[keyVersion=" + keyVersion + ", publicKey=" + publicKey + "]";
        }
    }

    /** What it says of its machine. */
    public record Facts(
            String hostname,
            String os,
            String arch,
            @Nullable String osRelease,
            @Nullable String agentVersion,
            Ssh ssh) {}

    /**
     * Its SSH server.
     *
     * @param hostKeys pinned at the first time that they are known
     */
    public record Ssh(List<String> addresses, int port, List<String> hostKeys) {
        /** The port where none is named. */
        public static final int PORT = 22;

        /** Copies the lists. */
        public Ssh {
            addresses = List.copyOf(addresses);
            hostKeys = List.copyOf(hostKeys);
        }
    }

    /**
     * Its link, and the hub that holds it.
     *
     * @param generation counts the links; the newest wins
     * @param hub holds the live link; absent while offline
     * @param hubEpoch which life of that hub
     * @param usageFrom start of the usage interval that is still open; absent while offline
     */
    public record Lease(
            long generation,
            @Nullable String hub,
            long hubEpoch,
            @Nullable Instant onlineSince,
            @Nullable Instant usageFrom) {
        /** Of a node that was never online. */
        public static final Lease NEVER = new Lease(0, null, 0, null, null);
    }

    /**
     * What became of it.
     *
     * @param tokenId registration token by which it came
     * @param contestedAt when two holders of its identity were last seen to take its tunnel from
     *     each other
     */
    public record History(
            String tokenId,
            Instant registeredAt,
            @Nullable Instant lastHeartbeatAt,
            @Nullable Instant revokedAt,
            @Nullable Instant contestedAt) {
        /** Of a node that comes only now. */
        public static History begun(String tokenId, Instant at) {
            return new History(tokenId, at, null, null, null);
        }
    }

    /** Whether a live link exists. */
    public boolean isOnline() {
        return lease.hub() != null;
    }

    /** Whether its identity was taken away. */
    public boolean isRevoked() {
        return history.revokedAt() != null;
    }

    /** The same without what its last heartbeat said. */
    public Node withoutHeartbeat() {
        return new Node(id, membership, identity, facts, lease, history, null);
    }
}
