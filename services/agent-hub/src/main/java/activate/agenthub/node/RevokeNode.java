package activate.agenthub.node;

import activate.messages.event.EventType;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a node's identity away; its live tunnel is closed at once. */
@ApplicationScoped
public class RevokeNode {
    /** So many are read at once of a cluster; of each a few hundred bytes. */
    private static final int PAGE = 50;

    /** After so many failures in one page it is the store that fails. */
    private static final int MOST_FAILURES = 3;

    private final NodeStore nodes;
    private final EnvelopeWriter events;
    private final Event<Revoked> revoked;
    private final InstantSource clock;

    /** Told inside this hub after the revocation is stored. */
    public record Revoked(String nodeId) {}

    RevokeNode(
            NodeStore nodes, EnvelopeWriter events, Event<Revoked> revoked, InstantSource clock) {
        this.nodes = nodes;
        this.events = events;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** Revokes {@code nodeId} of {@code clusterId}; repeating it finds nothing. */
    public void run(String nodeId, String clusterId, @Nullable String actor) {
        Node node =
                nodes.find(nodeId)
                        .filter(found -> found.membership().clusterId().equals(clusterId))
                        .orElseThrow(RevokeNode::notFound);
        if (!revoke(node, actor)) {
            throw notFound();
        }
    }

    /** Revokes it unless somebody else did. */
    public boolean revoke(Node node, @Nullable String actor) {
        boolean done =
                nodes.revoke(
                                node.id(),
                                node.membership().clusterId(),
                                clock.instant(),
                                events.message(
                                        EventType.NODE_REVOKED,
                                        NodeViews.event(
                                                node, node.lease().generation(), "revoked", actor)))
                        .isPresent();
        if (done) {
            revoked.fire(new Revoked(node.id()));
        }
        return done;
    }

    /**
     * Revokes every node of a cluster that is gone, page by page. It may be repeated, and goes on
     * where it was interrupted. One node that cannot be revoked does not keep the others.
     *
     * @throws IllegalStateException when nodes are left
     */
    public void runForCluster(String clusterId) {
        int done;
        do {
            done = revokePage(nodes.someOfCluster(clusterId, PAGE));
        } while (done > 0);
        if (!nodes.someOfCluster(clusterId, 1).isEmpty()) {
            throw new IllegalStateException("nodes are left that cannot be revoked");
        }
    }

    private int revokePage(List<Node> page) {
        int done = 0;
        int failed = 0;
        for (Node node : page) {
            try {
                done += revoke(node, null) ? 1 : 0;
            } catch (MongoException e) { // Of one node, or of the store.
                if (++failed >= MOST_FAILURES) {
                    throw e;
                }
            }
        }
        return done;
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NODE_NOT_FOUND, "The cluster has no such node.");
    }
}
