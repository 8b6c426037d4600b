package activate.agenthub.link;

import activate.agenthub.HubLimits;
import activate.agenthub.node.Node;
import activate.agenthub.presence.Presence;
import activate.servicekit.log.LogText;
import activate.tunnel.flow.MemoryBudget;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes links, and sees to it that their end is known. */
@ApplicationScoped
public class BeginLink {
    private static final Logger LOG = Logger.getLogger(BeginLink.class);

    private final Vertx vertx;
    private final ObjectMapper json;
    private final HubLimits limits;
    private final LinkMetrics metrics;
    private final Links links;
    private final Presence presence;
    private final MemoryBudget budget;

    BeginLink(
            Vertx vertx,
            ObjectMapper json,
            HubLimits limits,
            LinkMetrics metrics,
            Links links,
            Presence presence) {
        this.vertx = vertx;
        this.json = json;
        this.limits = limits;
        this.metrics = metrics;
        this.links = links;
        this.presence = presence;
        this.budget = new MemoryBudget(limits.windowBudget().asLongValue());
    }

    /** The link of a node that is online with this socket; it has ended if the socket has. */
    public AgentLink run(Context context, ServerWebSocket socket, Node node, boolean plain) {
        AgentLink link =
                new AgentLink(
                        new AgentLink.Parts(
                                vertx,
                                context,
                                socket,
                                node,
                                plain,
                                json,
                                budget,
                                metrics,
                                limits,
                                this::ended));
        if (socket.isClosed()) {
            ended(link, "closed");
            return link;
        }
        link.start();
        links.add(link, metrics);
        LOG.infof(
                "node linked nodeId=%s generation=%d plain=%b",
                node.id(), node.lease().generation(), plain);
        return link;
    }

    private void ended(AgentLink link, String reason) {
        links.remove(link);
        metrics.ended(link);
        LOG.infof(
                "node unlinked nodeId=%s generation=%d reason=%s",
                link.nodeId(), link.generation(), reason);
        Thread.startVirtualThread(
                () -> {
                    try {
                        presence.offline(link.nodeId(), link.generation(), reason);
                    } catch (RuntimeException e) { // The reconciler does it when the store is back.
                        LOG.warnf(
                                "offline not stored nodeId=%s cause=%s",
                                link.nodeId(), LogText.of(e));
                    }
                });
    }
}
