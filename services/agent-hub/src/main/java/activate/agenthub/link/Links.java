package activate.agenthub.link;

import activate.agenthub.node.RevokeNode;
import activate.agenthub.socket.CloseCode;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The live links of this hub; of two links of one node the newer generation stays. */
@ApplicationScoped
public class Links {
    private final ConcurrentHashMap<String, AgentLink> byNode = new ConcurrentHashMap<>();

    /** The live link of a node. */
    public Optional<AgentLink> find(String nodeId) {
        return Optional.ofNullable(byNode.get(nodeId));
    }

    /** All live links, a snapshot. */
    public Collection<AgentLink> all() {
        return List.copyOf(byNode.values());
    }

    /** Takes a link in; the loser of two is closed as superseded. */
    void add(AgentLink link, LinkMetrics metrics) {
        AgentLink[] loser = new AgentLink[1];
        byNode.compute(
                link.nodeId(),
                (id, known) -> {
                    if (known == null) {
                        return link;
                    }
                    boolean newer = known.generation() < link.generation();
                    loser[0] = newer ? known : link;
                    return newer ? link : known;
                });
        if (loser[0] != null) {
            metrics.ended(loser[0]);
            loser[0].close(CloseCode.SUPERSEDED);
        }
        if (loser[0] != link) {
            metrics.begun(link);
        }
    }

    /** A revoked node's tunnel is closed at once. */
    void onRevoked(@Observes RevokeNode.Revoked revoked) {
        find(revoked.nodeId()).ifPresent(link -> link.close(CloseCode.REVOKED));
    }

    void stop(@Observes ShutdownEvent event) {
        all().forEach(link -> link.close(CloseCode.GOING_AWAY));
    }

    /** Lets a link go; a newer one of the same node stays. */
    void remove(AgentLink link) {
        byNode.remove(link.nodeId(), link);
    }
}
