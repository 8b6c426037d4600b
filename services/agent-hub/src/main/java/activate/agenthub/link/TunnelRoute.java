package activate.agenthub.link;

import activate.agenthub.HubConfig;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeKeys;
import activate.agenthub.node.RevokeNode;
import activate.agenthub.presence.Presence;
import activate.agenthub.presence.PresenceLoop;
import activate.agenthub.stream.CloseCode;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.tunnel.flow.MemoryBudget;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/** {@code /ws/ssh/tunnel}: where agents come in and become links. */
@ApplicationScoped
public class TunnelRoute {
    /** Subprotocol of our own agent; without it the peer is a stock yamux client. */
    public static final String PROTOCOL = "activate.yamux.v1";

    private static final Logger LOG = Logger.getLogger(TunnelRoute.class);
    private static final ProblemCode KEY_INVALID =
            new ProblemCode(
                    "node_key_invalid", 401, "The node's API key is not known or was revoked.");
    private static final ProblemCode PROOF_REQUIRED =
            new ProblemCode("proof_required", 403, "This node proves its key at each connection.");

    private final Vertx vertx;
    private final Upgrade upgrade;
    private final NodeKeys keys;
    private final Presence presence;
    private final PresenceLoop presenceLoop;
    private final Links links;
    private final ObjectMapper json;
    private final SecureRandom random;
    private final HubConfig config;
    private final LinkMetrics metrics;
    private final MemoryBudget budget;

    @SuppressWarnings("checkstyle:ParameterNumber")
    TunnelRoute(
            Vertx vertx,
            Upgrade upgrade,
            NodeKeys keys,
            Presence presence,
            PresenceLoop presenceLoop,
            Links links,
            ObjectMapper json,
            SecureRandom random,
            HubConfig config,
            LinkMetrics metrics) {
        this.vertx = vertx;
        this.upgrade = upgrade;
        this.keys = keys;
        this.presence = presence;
        this.presenceLoop = presenceLoop;
        this.links = links;
        this.json = json;
        this.random = random;
        this.config = config;
        this.metrics = metrics;
        this.budget = new MemoryBudget(config.windowBudget());
    }

    void register(@Observes Router router) {
        router.get("/ws/ssh/tunnel").handler(route -> connect(route.request()));
    }

    /** A revoked node's tunnel is closed at once. */
    void onRevoked(@Observes RevokeNode.Revoked revoked) {
        links.find(revoked.node().id).ifPresent(link -> link.close(CloseCode.REVOKED));
    }

    private void connect(HttpServerRequest request) {
        if (!upgrade.isUpgrade(request)) {
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        boolean own = Upgrade.offers(request, PROTOCOL);
        String authorization = request.getHeader("Authorization");
        upgrade.offLoop(vertx, context, () -> admitted(authorization, own))
                .compose(
                        node ->
                                request.toWebSocket()
                                        .map(socket -> accept(context, socket, node, own)))
                .onFailure(failure -> upgrade.refuse(request, failure));
    }

    private Node admitted(String authorization, boolean own) {
        if (!presenceLoop.hasBegun()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The hub is starting, try again.");
        }
        Node node =
                keys.verifyBasic(authorization)
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                KEY_INVALID,
                                                "Enrol the node again with a new token."));
        if (node.publicKey != null && !own) {
            throw Problem.of(
                    PROOF_REQUIRED, "Connect with the subprotocol " + PROTOCOL + " and its proof.");
        }
        return node;
    }

    private boolean accept(Context context, ServerWebSocket socket, Node node, boolean own) {
        socket.pause();
        if (own && node.publicKey != null) {
            String host = config.publicUrl().getAuthority();
            new Handshake(vertx, socket, node, host, json, random)
                    .run(config.id())
                    .onSuccess(_ -> link(context, socket, node, false));
        } else {
            link(context, socket, node, !own);
        }
        return true;
    }

    private void link(Context context, ServerWebSocket socket, Node node, boolean plain) {
        socket.pause();
        upgrade.offLoop(vertx, context, () -> presence.online(node.id))
                .onSuccess(
                        online ->
                                online.ifPresentOrElse(
                                        linked -> begin(context, socket, linked, plain),
                                        () -> close(socket, CloseCode.REVOKED)))
                .onFailure(
                        failure -> {
                            LOG.warnf(
                                    "link not taken nodeId=%s cause=%s",
                                    node.id, failure.toString());
                            close(socket, CloseCode.INTERNAL);
                        });
    }

    private void begin(Context context, ServerWebSocket socket, Node node, boolean plain) {
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
                                this::ended));
        if (socket.isClosed()) {
            ended(link, "closed");
            return;
        }
        if (!plain) {
            Handshake.send(
                    socket, json, new WireMessage.Welcome("welcome", node.generation, node.id));
        }
        link.start();
        links.add(link, metrics);
        socket.resume();
        LOG.infof("node linked nodeId=%s generation=%d plain=%b", node.id, node.generation, plain);
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
                                link.nodeId(), e.toString());
                    }
                });
    }

    private static void close(ServerWebSocket socket, CloseCode code) {
        if (!socket.isClosed()) {
            socket.close(code.code(), code.reason());
        }
    }
}
