package activate.agenthub.opening;

import activate.agenthub.HubConfig;
import activate.agenthub.HubLimits;
import activate.agenthub.node.Node;
import activate.messages.tunnel.OpeningMessage;
import activate.settings.PlatformConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Has an agent prove the key of its node. */
@ApplicationScoped
class ProveNode {
    private final Vertx vertx;
    private final ObjectMapper json;
    private final SecureRandom random;
    private final HubConfig config;
    private final PlatformConfig platform;
    private final HubLimits limits;

    ProveNode(
            Vertx vertx,
            ObjectMapper json,
            SecureRandom random,
            HubConfig config,
            PlatformConfig platform,
            HubLimits limits) {
        this.vertx = vertx;
        this.json = json;
        this.random = random;
        this.config = config;
        this.platform = platform;
        this.limits = limits;
    }

    /** Succeeds with the socket paused once that is done; else the socket is closed. */
    Future<Void> run(ServerWebSocket socket, Node node) {
        String host = platform.publicUrl().getAuthority();
        return new Handshake(vertx, socket, node, host, json, random)
                .run(config.id(), limits.openingTimeout());
    }

    /** Tells an agent that has proved its key which connection of its node this is. */
    void welcome(ServerWebSocket socket, Node node) {
        Handshake.send(
                socket, json, new OpeningMessage.Welcome(node.lease().generation(), node.id()));
    }
}
