package activate.agenthub.node;

import activate.agenthub.messaging.Events;
import activate.messages.event.EventType;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a node's identity away; its live tunnel is closed at once. */
@ApplicationScoped
public class RevokeNode {
    private static final Logger LOG = Logger.getLogger(RevokeNode.class);

    private final NodeStore nodes;
    private final Events events;
    private final Event<Revoked> revoked;
    private final InstantSource clock;

    /** Told inside this hub after the revocation is stored. */
    public record Revoked(Node node) {}

    RevokeNode(NodeStore nodes, Events events, Event<Revoked> revoked, InstantSource clock) {
        this.nodes = nodes;
        this.events = events;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** Revokes {@code nodeId} of {@code clusterId}; repeating it finds nothing. */
    public void run(String nodeId, String clusterId, @Nullable String actor) {
        Node node =
                nodes.find(nodeId)
                        .filter(found -> found.clusterId.equals(clusterId))
                        .orElseThrow(RevokeNode::notFound);
        Node after =
                nodes.revoke(
                                nodeId,
                                clusterId,
                                clock.instant(),
                                events.of(
                                        EventType.NODE_REVOKED,
                                        NodeViews.event(node, node.generation, "revoked", actor)))
                        .orElseThrow(RevokeNode::notFound);
        revoked.fire(new Revoked(after));
    }

    /** Revokes every node of a cluster that is gone. */
    public void runForCluster(String clusterId, @Nullable String actor) {
        for (Node node : nodes.ofClusters(List.of(clusterId))) {
            try {
                run(node.id, clusterId, actor);
            } catch (Problem e) {
                LOG.debugf("node was revoked by another nodeId=%s", node.id);
            }
        }
    }

    private static Problem notFound() {
        return Problem.of(NodeProblems.NODE_NOT_FOUND, "The cluster has no such node.");
    }
}
