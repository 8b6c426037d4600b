package activate.agenthub.dial;

import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.Upgrade;
import activate.messages.connect.ConnectMessage;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** {@code /ws/ssh/connect}: a user's stream to a node's SSH server. */
@ApplicationScoped
public class ConnectRoute {
    private static final Logger LOG = Logger.getLogger(ConnectRoute.class);
    private static final int LONGEST_ID = 64;

    private final Upgrade upgrade;
    private final AdmitUser admitUser;
    private final Dialler dialler;
    private final UserStreams streams;
    private final StreamDeadlines deadlines;
    private final ObjectMapper json;

    ConnectRoute(
            Upgrade upgrade,
            AdmitUser admitUser,
            Dialler dialler,
            UserStreams streams,
            StreamDeadlines deadlines,
            ObjectMapper json) {
        this.upgrade = upgrade;
        this.admitUser = admitUser;
        this.dialler = dialler;
        this.streams = streams;
        this.deadlines = deadlines;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.get("/ws/ssh/connect").handler(route -> connect(route.request()));
    }

    private void connect(HttpServerRequest request) {
        upgrade.accept(request, admitUser::of, this::accept);
    }

    private void accept(Context context, ServerWebSocket socket, AdmitUser.Admitted admitted) {
        UserStream stream = new UserStream(socket, context, json, admitted.to());
        if (!streams.tryAdd(stream)) {
            stream.fail("limit", "Too many connections are open.", CloseCode.NORMAL);
            return;
        }
        Future<Destination> permitted = again(context, stream);
        StreamDeadlines.Running opening = deadlines.opening(stream);
        StreamDeadlines.Running end = deadlines.credential(stream);
        socket.frameHandler(
                frame -> {
                    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                        opening.cancel();
                        open(
                                new Opening(context, socket, admitted.via(), permitted),
                                stream,
                                frame);
                    }
                });
        socket.closeHandler(
                _ -> {
                    opening.cancel();
                    end.cancel();
                    streams.remove(stream);
                    stream.clientGone();
                });
    }

    /** What was withdrawn between the choice of the node and now was told to no stream. */
    private Future<Destination> again(Context context, UserStream stream) {
        Destination to = stream.destination();
        return upgrade.offLoop(
                        context,
                        () -> {
                            admitUser.again(to);
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
