package activate.agenthub.dial;

import activate.agenthub.HubConfig;
import activate.agenthub.HubLimits;
import activate.agenthub.access.Presented;
import activate.agenthub.link.Upgrade;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.agenthub.stream.CloseCode;
import activate.agenthub.stream.SocketGuard;
import activate.messages.connect.ConnectMessage;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import activate.settings.PlatformConfig;
import activate.tunnel.config.TunnelLimits;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/** {@code /ws/ssh/connect}: a user's stream to a node's SSH server. */
@ApplicationScoped
public class ConnectRoute {
    private static final Logger LOG = Logger.getLogger(ConnectRoute.class);
    private static final int LONGEST_ID = 64;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Upgrade upgrade;
    private final Strangers strangers;
    private final ChooseNode chooseNode;
    private final Dialler dialler;
    private final UserStreams streams;
    private final ObjectMapper json;
    private final HubConfig config;
    private final PlatformConfig platform;
    private final HubLimits limits;
    private final InstantSource clock;

    @SuppressWarnings("checkstyle:ParameterNumber")
    ConnectRoute(
            Vertx vertx,
            Upgrade upgrade,
            Strangers strangers,
            ChooseNode chooseNode,
            Dialler dialler,
            UserStreams streams,
            ObjectMapper json,
            HubConfig config,
            PlatformConfig platform,
            HubLimits limits,
            InstantSource clock) {
        this.vertx = vertx;
        this.upgrade = upgrade;
        this.strangers = strangers;
        this.chooseNode = chooseNode;
        this.dialler = dialler;
        this.streams = streams;
        this.json = json;
        this.config = config;
        this.platform = platform;
        this.limits = limits;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.get("/ws/ssh/connect").handler(route -> connect(route.request()));
    }

    private void connect(HttpServerRequest request) {
        if (!upgrade.isUpgrade(request)) {
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        Presented.Headers headers =
                new Presented.Headers(
                        request.headers().getAll("Authorization"),
                        request.headers().getAll("Cookie"),
                        request.headers().getAll("Origin"));
        String cluster = request.getParam("cluster");
        String node = request.getParam("node");
        String viaText = request.getParam("via");
        Source source = strangers.source(request);
        boolean speaksOurs = Upgrade.offers(request, ConnectMessage.SUBPROTOCOL);
        upgrade.offLoop(
                        vertx,
                        context,
                        () -> {
                            if (!speaksOurs) {
                                throw Problem.invalid(
                                        "Sec-WebSocket-Protocol",
                                        "Ask for " + ConnectMessage.SUBPROTOCOL + ".");
                            }
                            Via.parse(viaText);
                            Presented presented =
                                    Presented.forSocket(headers, platform.publicUrl());
                            return destination(
                                    new ChooseNode.Asked(source, presented, cluster, node));
                        })
                .compose(
                        to ->
                                request.toWebSocket()
                                        .map(
                                                socket ->
                                                        accept(
                                                                context,
                                                                guarded(request, socket),
                                                                to,
                                                                Via.parse(viaText))))
                .onFailure(failure -> upgrade.refuse(request, failure));
    }

    private Destination destination(ChooseNode.Asked asked) {
        Destination to = chooseNode.run(asked);
        if (!to.node().isOnline() && to.node().ipAddresses.isEmpty()) {
            throw offline(to);
        }
        streams.checkRoom(to);
        return to;
    }

    private static Problem offline(Destination to) {
        return Problem.of(
                DialProblems.CLUSTER_OFFLINE,
                "No node of the cluster '" + to.cluster().name() + "' is online.",
                Map.of("cluster", to.cluster().name()));
    }

    private ServerWebSocket guarded(HttpServerRequest request, ServerWebSocket socket) {
        return SocketGuard.install(
                request.connection(),
                socket,
                new TunnelLimits.Rate(limits.smallFramesPerSecond(), limits.smallFramesAtOnce()));
    }

    private boolean accept(Context context, ServerWebSocket socket, Destination to, Via via) {
        UserStream stream = new UserStream(socket, context, json, to);
        if (!streams.tryAdd(stream)) {
            stream.fail("limit", "Too many connections are open.", CloseCode.NORMAL);
            return true;
        }
        Future<Destination> permitted = again(context, stream);
        long deadline =
                vertx.setTimer(
                        limits.openingTimeout().toMillis(),
                        _ -> stream.fail("timeout", "No opening message came.", CloseCode.TIMEOUT));
        long end = endTimer(to, stream);
        socket.frameHandler(
                frame -> {
                    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                        vertx.cancelTimer(deadline);
                        open(new Opening(context, socket, via, permitted), stream, frame);
                    }
                });
        socket.closeHandler(
                _ -> {
                    vertx.cancelTimer(deadline);
                    vertx.cancelTimer(end);
                    streams.remove(stream);
                    stream.clientGone();
                });
        return true;
    }

    /** A stream does not outlive the credential that it was opened with. */
    private long endTimer(Destination to, UserStream stream) {
        Instant ends = to.ends();
        if (ends == null || !config.endStreamsWithCredential()) {
            return NO_TIMER;
        }
        long left = Duration.between(clock.instant(), ends).toMillis();
        return vertx.setTimer(
                Math.max(1, left),
                _ -> stream.revoke("unauthenticated", "The credential has expired."));
    }

    /** What was withdrawn between the choice of the node and now was told to no stream. */
    private Future<Destination> again(Context context, UserStream stream) {
        Destination to = stream.destination();
        return upgrade.offLoop(
                        vertx,
                        context,
                        () -> {
                            chooseNode.again(to);
                            return to;
                        })
                .onFailure(failure -> withdraw(stream, failure));
    }

    private static void withdraw(UserStream stream, Throwable failure) {
        if (failure instanceof Problem problem) {
            stream.fail(problem.code().code(), problem.detail(), CloseCode.REVOKED);
        } else {
            LOG.warnf("stream not permitted cause=%s", LogText.of(failure));
            stream.fail(
                    "internal", "The platform failed to answer, try again.", CloseCode.INTERNAL);
        }
    }

    /** What is needed once the client's opening message is there. */
    private record Opening(
            Context context, ServerWebSocket socket, Via via, Future<Destination> permitted) {}

    private void open(Opening opening, UserStream stream, WebSocketFrame frame) {
        ConnectMessage message = frame.isText() ? stream.read(frame) : null;
        if (stream.isOver()) {
            return;
        }
        if (!(message instanceof ConnectMessage.Open asked) || !isUnderstood(asked)) {
            stream.fail(
                    "protocol", "The first message is no open message.", CloseCode.PROTOCOL_ERROR);
            return;
        }
        opening.socket().pause();
        stream.opened(String.valueOf(asked.id()));
        opening.socket().frameHandler(stream::received);
        opening.permitted().onSuccess(to -> dial(opening, stream, to));
    }

    private static boolean isUnderstood(ConnectMessage.Open asked) {
        return asked.v() == ConnectMessage.VERSION
                && asked.offset() == 0
                && asked.id() != null
                && asked.id().length() <= LONGEST_ID;
    }

    private void dial(Opening opening, UserStream stream, Destination to) {
        dialler.dial(opening.context(), to.node(), opening.via())
                .onSuccess(stream::dialled)
                .onFailure(
                        failure ->
                                stream.fail(
                                        "internal",
                                        "The node cannot be dialled now, try again.",
                                        CloseCode.INTERNAL));
    }
}
