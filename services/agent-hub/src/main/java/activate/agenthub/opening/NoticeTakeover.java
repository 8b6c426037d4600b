package activate.agenthub.opening;

import activate.agenthub.link.LinkMetrics;
import activate.agenthub.node.Node;
import activate.agenthub.presence.Presence;
import activate.agenthub.presence.Takeovers;
import activate.agenthub.socket.Upgrade;
import activate.servicekit.log.LogText;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells operators and the node's owner of an identity that two agents have. */
@ApplicationScoped
class NoticeTakeover {
    private static final Logger LOG = Logger.getLogger(NoticeTakeover.class);

    private final Upgrade upgrade;
    private final Presence presence;
    private final Takeovers takeovers;
    private final LinkMetrics metrics;

    NoticeTakeover(Upgrade upgrade, Presence presence, Takeovers takeovers, LinkMetrics metrics) {
        this.upgrade = upgrade;
        this.presence = presence;
        this.takeovers = takeovers;
        this.metrics = metrics;
    }

    /** A link took the place of a live one. */
    void run(Context context, Node node) {
        if (!takeovers.isAlarming(node.id())) {
            return;
        }
        metrics.contested();
        LOG.warnf(
                "two agents take one identity from each other, it was copied nodeId=%s"
                        + " clusterId=%s hostname=%s",
                node.id(),
                LogText.of(node.membership().clusterId()),
                LogText.of(node.facts().hostname()));
        upgrade.offLoop(
                        context,
                        () -> {
                            presence.contested(node.id());
                            return true;
                        })
                .onFailure(failure -> LOG.warnf("node not marked cause=%s", LogText.of(failure)));
    }
}
