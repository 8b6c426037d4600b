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
        if (!token.reusable || publicKey == null) {
            return ids.next();
        }
        String name = token.id + "/" + publicKey;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Writes the node of a redemption; one that is written already gets the newer key only. */
    void store(IssuedToken token, Redemption redeemed) {
        Node node = new Node();
        node.id = redeemed.nodeId;
        node.clusterId = token.clusterId;
        node.clusterName = token.clusterName;
        node.organization = token.organization;
        node.hostname = redeemed.hostname;
        node.os = redeemed.os;
        node.arch = redeemed.arch;
        node.tokenId = token.id;
        node.keyHash = redeemed.keyHash;
        node.keyVersion = redeemed.keyVersion;
        node.publicKey = redeemed.publicKey;
        node.ipAddresses = redeemed.ipAddresses;
        node.sshPort = redeemed.sshPort;
        node.sshHostKeys = redeemed.sshHostKeys;
        node.agentVersion = redeemed.agentVersion;
        node.registeredAt = redeemed.at;
        nodes.enrol(
                node,
                events.message(
                        EventType.NODE_ENROLLED, NodeViews.event(node, 0, null, token.createdBy)));
        nodes.rekey(node.id, redeemed.keyHash, redeemed.keyVersion);
    }

    /** Whether the node is there and was not revoked; a revoked token takes its node along. */
    boolean isGood(String nodeId, boolean isTokenRevoked) {
        Node stored = nodes.find(nodeId).orElse(null);
        if (stored == null) {
            return false;
        }
        if (isTokenRevoked && stored.revokedAt == null) {
            revokeNode.revoke(stored, null);
        }
        return !isTokenRevoked && stored.revokedAt == null;
    }

    void revoke(String nodeId) {
        nodes.find(nodeId).ifPresent(node -> revokeNode.revoke(node, null));
    }
}
