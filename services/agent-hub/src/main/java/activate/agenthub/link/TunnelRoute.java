package activate.agenthub.link;

import activate.agenthub.HubConfig;
import activate.agenthub.HubLimits;
import activate.agenthub.limit.InFlight;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeKeys;
import activate.agenthub.node.NodeProblems;
import activate.agenthub.node.RevokeNode;
import activate.agenthub.presence.Presence;
import activate.agenthub.presence.PresenceLoop;
import activate.agenthub.presence.Takeovers;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.agenthub.stream.CloseCode;
import activate.agenthub.stream.SocketFaults;
import activate.agenthub.stream.SocketGuard;
import activate.messages.tunnel.OpeningMessage;
import activate.servicekit.credential.Credential;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.settings.PlatformConfig;
import activate.tunnel.flow.MemoryBudget;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Map;
import org.jboss.logging.Logger;

/** {@code /ws/ssh/tunnel}: where agents come in and become links. */
@ApplicationScoped
public class TunnelRoute {
    private static final Logger LOG = Logger.getLogger(TunnelRoute.class);
    private static final ProblemCode PROOF_REQUIRED =
            new ProblemCode("proof_required", 403, "This node proves its key at each connection.");
    private static final ProblemCode HELD =
            new ProblemCode("node_held", 429, "Another agent holds this node's identity.");

    private final Vertx vertx;
    private final Upgrade upgrade;
    private final Strangers strangers;
    private final NodeKeys keys;
    private final Presence presence;
    private final PresenceLoop presenceLoop;
    private final Links links;
    private final ObjectMapper json;
    private final SecureRandom random;
    private final HubConfig config;
    private final PlatformConfig platform;
    private final HubLimits limits;
    private final LinkMetrics metrics;
    private final Takeovers takeovers;
    private final InFlight openings;
    private final MemoryBudget budget;

    @SuppressWarnings("checkstyle:ParameterNumber")
    TunnelRoute(
            Vertx vertx,
            Upgrade upgrade,
            Strangers strangers,
            NodeKeys keys,
            Presence presence,
            PresenceLoop presenceLoop,
            Links links,
            ObjectMapper json,
            SecureRandom random,
            HubConfig config,
            PlatformConfig platform,
            HubLimits limits,
            LinkMetrics metrics,
            Takeovers takeovers) {
        this.vertx = vertx;
        this.upgrade = upgrade;
        this.strangers = strangers;
        this.keys = keys;
        this.presence = presence;
        this.presenceLoop = presenceLoop;
        this.links = links;
        this.json = json;
        this.random = random;
        this.config = config;
        this.platform = platform;
        this.limits = limits;
        this.metrics = metrics;
        this.takeovers = takeovers;
        this.openings = new InFlight(limits.openingsPerNode(), limits.openings());
        metrics.held("openings", openings);
        this.budget = new MemoryBudget(limits.windowBudget().asLongValue());
    }

    void register(@Observes Router router) {
        router.get("/ws/ssh/tunnel").handler(route -> connect(route.request()));
    }

    /** A revoked node's tunnel is closed at once. */
    void onRevoked(@Observes RevokeNode.Revoked revoked) {
        links.find(revoked.nodeId()).ifPresent(link -> link.close(CloseCode.REVOKED));
    }

    private void connect(HttpServerRequest request) {
        if (!upgrade.isUpgrade(request)) {
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        boolean own = Upgrade.offers(request, OpeningMessage.SUBPROTOCOL);
        Credential credential = Credential.of(request.headers().getAll("Authorization"));
        Source source = strangers.source(request);
        upgrade.offLoop(vertx, context, () -> admitted(source, credential, own))
                .compose(
                        node ->
                                request.toWebSocket()
                                        .map(
                                                socket ->
                                                        SocketGuard.install(
                                                                request.connection(),
                                                                socket,
                                                                AgentLink.smallFrames(limits)))
                                        .map(socket -> accept(context, socket, node, own)))
                .onFailure(failure -> upgrade.refuse(request, failure));
    }

    private Node admitted(Source source, Credential credential, boolean own) {
        if (!presenceLoop.hasBegun()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The hub is starting, try again.");
        }
        Node node =
                strangers.check(
                        source,
                        credential.digest(),
                        () -> keys.verify(credential).orElseThrow(TunnelRoute::unknown));
        if (node.publicKey != null && !own) {
            throw Problem.of(
                    PROOF_REQUIRED,
                    "Connect with the subprotocol "
                            + OpeningMessage.SUBPROTOCOL
                            + " and its proof.");
        }
        if (isHeld(node)) {
            throw Problem.of(
                    HELD,
                    "Another agent holds this node's identity. If there is none, enrol it again.",
                    Map.of("retryAfterSeconds", limits.takeoverPause().toSeconds()));
        }
        return node;
    }

    private static Problem unknown() {
        return Problem.of(NodeProblems.NODE_KEY_INVALID, "Enrol the node again with a new token.");
    }

    /** Whether the node keeps the tunnel that it has, because it was taken over too often. */
    private boolean isHeld(Node node) {
        return takeovers.isPaused(node.id) && links.find(node.id).isPresent();
    }

    private boolean accept(Context context, ServerWebSocket socket, Node node, boolean own) {
        socket.pause();
        if (!openings.tryEnter(node.id)) {
            SocketFaults.close(socket, CloseCode.TRY_LATER);
            return true;
        }
        Future<Void> proved = Future.succeededFuture();
        if (own && node.publicKey != null) {
            String host = platform.publicUrl().getAuthority();
            proved =
                    new Handshake(vertx, socket, node, host, json, random)
                            .run(config.id(), limits.openingTimeout());
        }
        proved.compose(_ -> link(context, socket, node, !own))
                .onComplete(_ -> openings.leave(node.id));
        return true;
    }

    /** Ends when the link lives and is permitted, or when there is none. */
    private Future<Void> link(Context context, ServerWebSocket socket, Node node, boolean plain) {
        socket.pause();
        if (isHeld(node)) {
            SocketFaults.close(socket, CloseCode.HELD);
            return Future.succeededFuture();
        }
        return upgrade.offLoop(vertx, context, () -> presence.online(node.id))
                .compose(
                        online -> {
                            if (online.isEmpty()) {
                                SocketFaults.close(socket, CloseCode.REVOKED);
                                return Future.succeededFuture();
                            }
                            AgentLink link = begin(context, socket, online.get(), plain);
                            return look(context, socket, link, node);
                        })
                .onFailure(
                        failure -> {
                            LOG.warnf(
                                    "link not taken nodeId=%s cause=%s",
                                    node.id, LogText.of(failure));
                            SocketFaults.close(socket, CloseCode.INTERNAL);
                        });
    }

    private AgentLink begin(Context context, ServerWebSocket socket, Node node, boolean plain) {
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
        if (!plain) {
            Handshake.send(socket, json, new OpeningMessage.Welcome(node.generation, node.id));
        }
        boolean takesOver = links.find(node.id).isPresent();
        link.start();
        links.add(link, metrics);
        LOG.infof("node linked nodeId=%s generation=%d plain=%b", node.id, node.generation, plain);
        if (takesOver && takeovers.isAlarming(node.id)) {
            alarm(context, node);
        }
        return link;
    }

    /**
     * Looks once more, now that a revocation finds the link. Until then nothing of the agent is
     * read, so that nothing passes through a link that is not permitted.
     */
    private Future<Void> look(
            Context context, ServerWebSocket socket, AgentLink link, Node verified) {
        return upgrade.offLoop(
                        vertx, context, () -> presence.objection(link.node(), verified.keyHash))
                .onSuccess(
                        objection -> {
                            if (objection.isPresent()) {
                                link.close(objection.get());
                            } else if (!socket.isClosed()) {
                                socket.resume();
                            }
                        })
                .onFailure(_ -> link.close(CloseCode.INTERNAL))
                .mapEmpty();
    }

    private void alarm(Context context, Node node) {
        metrics.contested();
        LOG.warnf(
                "two agents take one identity from each other, it was copied nodeId=%s"
                        + " clusterId=%s hostname=%s",
                node.id, LogText.of(node.clusterId), LogText.of(node.hostname));
        upgrade.offLoop(
                        vertx,
                        context,
                        () -> {
                            presence.contested(node.id);
                            return true;
                        })
                .onFailure(failure -> LOG.warnf("node not marked cause=%s", LogText.of(failure)));
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
