package activate.agenthub.enrol;

import activate.agenthub.node.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registration token as it was when it was read.
 *
 * @param membership of the nodes that come by it
 * @param redeemed who redeemed a one-time token; written in the one update that consumes it
 */
record IssuedToken(
        String id,
        Secret secret,
        Node.Membership membership,
        boolean reusable,
        Issue issue,
        @Nullable Redemption redeemed) {

    /** What is kept of the secret: its hash, and its end, by which people tell tokens apart. */
    record Secret(String hash, String hint) {
        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Secret[hint=" + hint + "]";
        }
    }

    /** Who made it, and how long it is good. */
    record Issue(
            String createdBy, Instant createdAt, Instant expiresAt, @Nullable Instant revokedAt) {}

    /**
     * The identity given out, complete enough to make the node of it after a crash.
     *
     * @param nodeStored whether the node's own document exists
     */
    record Redemption(
            String nodeId,
            Instant at,
            Node.Identity identity,
            Node.Facts facts,
            boolean nodeStored) {}

    /** Whether it was revoked. */
    boolean isRevoked() {
        return issue.revokedAt() != null;
    }

    /** Whether it is good at {@code now}, if it was not redeemed. */
    boolean isGood(Instant now) {
        return !isRevoked() && now.isBefore(issue.expiresAt());
    }
}
