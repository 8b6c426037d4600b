package activate.agenthub.dial;

import activate.agenthub.HubConfig;
import activate.agenthub.link.Upgrade;
import activate.agenthub.stream.CloseCode;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /ws/ssh/connect}: a user's stream to a node's SSH server. */
@ApplicationScoped
public class ConnectRoute {
    private static final Logger LOG = Logger.getLogger(ConnectRoute.class);
    private static final String PROTOCOL = "activate.connect.v1";
    private static final long OPEN_DEADLINE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Upgrade upgrade;
    private final ChooseNode chooseNode;
    private final Dialler dialler;
    private final UserStreams streams;
    private final ObjectMapper json;
    private final HubConfig config;

    @SuppressWarnings("checkstyle:ParameterNumber")
    ConnectRoute(
            Vertx vertx,
            Upgrade upgrade,
            ChooseNode chooseNode,
            Dialler dialler,
            UserStreams streams,
            ObjectMapper json,
            HubConfig config) {
        this.vertx = vertx;
        this.upgrade = upgrade;
        this.chooseNode = chooseNode;
        this.dialler = dialler;
        this.streams = streams;
        this.json = json;
        this.config = config;
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
        String authorization = request.getHeader("Authorization");
        String origin = request.getHeader("Origin");
        Cookie sso = request.getCookie("pw.sso");
        String cookie = sso == null ? null : sso.getValue();
        ChooseNode.Asked asked =
                new ChooseNode.Asked(
                        authorization,
                        cookie,
                        request.getParam("cluster"),
                        request.getParam("node"));
        String viaText = request.getParam("via");
        boolean speaksOurs = Upgrade.offers(request, PROTOCOL);
        upgrade.offLoop(
                        vertx,
                        context,
                        () -> {
                            if (!speaksOurs) {
                                throw Problem.invalid(
                                        "Sec-WebSocket-Protocol", "Ask for " + PROTOCOL + ".");
                            }
                            checkOrigin(authorization, origin);
                            Via.parse(viaText);
                            return destination(asked);
                        })
                .compose(
                        to ->
                                request.toWebSocket()
                                        .map(
                                                socket ->
                                                        accept(
                                                                context,
                                                                socket,
                                                                to,
                                                                Via.parse(viaText))))
                .onFailure(failure -> upgrade.refuse(request, failure));
    }

    /** A browser sends its cookie with any page's request: only our own pages may use it. */
    private void checkOrigin(@Nullable String authorization, @Nullable String origin) {
        String own = config.publicUrl().getScheme() + "://" + config.publicUrl().getAuthority();
        if (authorization == null && !own.equals(origin)) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This page may not open connections here.");
        }
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

    private boolean accept(Context context, ServerWebSocket socket, Destination to, Via via) {
        UserStream stream = new UserStream(socket, context, json, to);
        if (!streams.tryAdd(stream)) {
            stream.fail("limit", "Too many connections are open.", CloseCode.NORMAL);
            return true;
        }
        Future<Destination> permitted = again(context, stream);
        long deadline =
                vertx.setTimer(
                        OPEN_DEADLINE_MILLIS,
                        _ -> stream.fail("timeout", "No opening message came.", CloseCode.TIMEOUT));
        socket.frameHandler(
                frame -> {
                    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                        vertx.cancelTimer(deadline);
                        open(new Opening(context, socket, via, permitted), stream, frame);
                    }
                });
        socket.exceptionHandler(_ -> socket.close());
        socket.closeHandler(
                _ -> {
                    vertx.cancelTimer(deadline);
                    streams.remove(stream);
                    stream.clientGone();
                });
        return true;
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
            LOG.warnf("stream not permitted cause=%s", failure.toString());
            stream.fail(
                    "internal", "The platform failed to answer, try again.", CloseCode.INTERNAL);
        }
    }

    /** What is needed once the client's opening message is there. */
    private record Opening(
            Context context, ServerWebSocket socket, Via via, Future<Destination> permitted) {}

    private void open(Opening opening, UserStream stream, WebSocketFrame frame) {
        ConnectMessage.FromClient message = frame.isText() ? stream.read(frame.textData()) : null;
        if (message == null || !message.isOpen()) {
            stream.fail(
                    "protocol", "The first message is no open message.", CloseCode.PROTOCOL_ERROR);
            return;
        }
        opening.socket().pause();
        stream.opened(String.valueOf(message.id()));
        opening.socket().frameHandler(stream::received);
        opening.permitted().onSuccess(to -> dial(opening, stream, to));
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
