package activate.agenthub.enrol;

import activate.agenthub.enrol.IssuedToken.Redemption;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.agenthub.node.RevokeNode;
import activate.messages.event.EventType;
import activate.messages.identity.UuidV7;
import activate.servicekit.envelope.EnvelopeWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes that come of redeemed tokens: their ids, their documents, and their end. Blocks. */
@ApplicationScoped
class EnrolledNodes {
    private final NodeStore nodes;
    private final EnvelopeWriter events;
    private final UuidV7 ids;
    private final RevokeNode revokeNode;

    EnrolledNodes(NodeStore nodes, EnvelopeWriter events, UuidV7 ids, RevokeNode revokeNode) {
        this.nodes = nodes;
        this.events = events;
        this.ids = ids;
        this.revokeNode = revokeNode;
    }

    /** The same public key with the same reusable token is the same node. */
    String id(IssuedToken token, @Nullable String publicKey) {
        if (!token.reusable() || publicKey == null) {
            return ids.next();
        }
        String name = token.id() + "/" + publicKey;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Writes the node of a redemption; one that is written already gets the newer key only. */
    void store(IssuedToken token, Redemption redeemed) {
        Node node =
                new Node(
                        redeemed.nodeId(),
                        token.membership(),
                        redeemed.identity(),
                        redeemed.facts(),
                        Node.Lease.NEVER,
                        Node.History.begun(token.id(), redeemed.at()),
                        null);
        nodes.enrol(
                node,
                events.message(
                        EventType.NODE_ENROLLED,
                        NodeViews.event(node, 0, null, token.issue().createdBy())));
        nodes.rekey(node.id(), redeemed.identity().keyHash(), redeemed.identity().keyVersion());
    }

    /** Whether the node is there and was not revoked; a revoked token takes its node along. */
    boolean isGood(String nodeId, boolean isTokenRevoked) {
        Node stored = nodes.find(nodeId).orElse(null);
        if (stored == null) {
            return false;
        }
        if (isTokenRevoked && !stored.isRevoked()) {
            revokeNode.revoke(stored, null);
        }
        return !isTokenRevoked && !stored.isRevoked();
    }

    void revoke(String nodeId) {
        nodes.find(nodeId).ifPresent(node -> revokeNode.revoke(node, null));
    }
}
