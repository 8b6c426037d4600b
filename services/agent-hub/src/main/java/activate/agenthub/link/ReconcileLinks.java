package activate.agenthub.link;

import activate.agenthub.HubConfig;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.presence.Presence;
import activate.agenthub.socket.CloseCode;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends stored links of this hub that do not live, for example because the store was away when they
 * ended. A link must be missing twice in a row: one that is just beginning is stored before it
 * lives.
 */
@ApplicationScoped
class ReconcileLinks {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final NodeStore nodes;
    private final Links links;
    private final Presence presence;
    private final HubConfig config;
    private final BackgroundWork background;
    private Map<String, Long> missing = new HashMap<>();

    ReconcileLinks(
            NodeStore nodes,
            Links links,
            Presence presence,
            HubConfig config,
            BackgroundWork background) {
        this.nodes = nodes;
        this.links = links;
        this.presence = presence;
        this.config = config;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(PERIOD, "reconcile-links", this::run);
    }

    private void run() {
        Map<String, Long> missingNow = new HashMap<>();
        for (Node node : nodes.heldBy(config.id(), Long.MAX_VALUE)) {
            long live = links.find(node.id()).map(AgentLink::generation).orElse(-1L);
            if (live == node.lease().generation()) {
                if (node.isRevoked()) {
                    links.find(node.id()).ifPresent(link -> link.close(CloseCode.REVOKED));
                }
                continue;
            }
            boolean again = Long.valueOf(node.lease().generation()).equals(missing.get(node.id()));
            if (again) {
                presence.offline(node.id(), node.lease().generation(), "lost");
            } else {
                missingNow.put(node.id(), node.lease().generation());
            }
        }
        missing = missingNow;
    }
}
