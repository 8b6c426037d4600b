package activate.agenthub.life;

import activate.agenthub.HubConfig;
import activate.agenthub.link.AgentLink;
import activate.agenthub.link.Links;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.presence.Presence;
import activate.agenthub.stream.CloseCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends stored links of this hub that do not live, for example because the store was away when they
 * ended. A link must be missing twice in a row: one that is just beginning is stored before it
 * lives.
 */
final class Reconcile implements Repeated.Step {
    private final NodeStore nodes;
    private final Links links;
    private final Presence presence;
    private final HubConfig config;
    private Map<String, Long> missing = new HashMap<>();

    Reconcile(NodeStore nodes, Links links, Presence presence, HubConfig config) {
        this.nodes = nodes;
        this.links = links;
        this.presence = presence;
        this.config = config;
    }

    @Override
    public void run() {
        Map<String, Long> missingNow = new HashMap<>();
        for (Node node : nodes.heldBy(config.id(), Long.MAX_VALUE)) {
            long live = links.find(node.id).map(AgentLink::generation).orElse(-1L);
            if (live == node.generation) {
                if (node.revokedAt != null) {
                    links.find(node.id).ifPresent(link -> link.close(CloseCode.REVOKED));
                }
                continue;
            }
            boolean again = Long.valueOf(node.generation).equals(missing.get(node.id));
            if (again) {
                presence.offline(node.id, node.generation, "lost");
            } else {
                missingNow.put(node.id, node.generation);
            }
        }
        missing = missingNow;
    }
}
