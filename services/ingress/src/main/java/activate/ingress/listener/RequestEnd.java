package activate.ingress.listener;

import activate.ingress.limit.ConnectionWatch;
import activate.ingress.limit.ConnectionWatches;
import activate.ingress.limit.RequestLimit;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives back once what a request holds, whichever way it ends. Event loop only. */
final class RequestEnd {

    private static final Logger LOG = Logger.getLogger("activate.ingress.access");

    private final ConnectionWatch watch;
    private final ConnectionWatches connections;
    private final long beganNanos = System.nanoTime();
    private @Nullable RequestLimit held;
    private @Nullable HttpServerRequest logged;
    private String requestId = "";
    private final Runnable whenGone = this::ended;
    private boolean ended;

    RequestEnd(ConnectionWatch watch, ConnectionWatches connections, @Nullable RequestLimit held) {
        this.watch = watch;
        this.connections = connections;
        this.held = held;
    }

    /** Follows the request until its response has ended or its connection is gone. */
    void follow(HttpServerRequest request) {
        watch.requestBegins(whenGone);
        request.response().endHandler(_ -> ended()).closeHandler(_ -> ended());
    }

    /** Asks for a line in the log when the request ends. */
    void logged(HttpServerRequest request, String id) {
        this.logged = request;
        this.requestId = id;
    }

    /**
     * The request has become a socket: it counts as a connection from now on, no longer as a
     * request.
     */
    void upgraded() {
        leave();
    }

    void ended() {
        if (ended) {
            return;
        }
        ended = true;
        leave();
        watch.requestEnds(whenGone, connections.idleDeadline());
        if (logged != null) {
            log(logged);
        }
    }

    void connectionGone() {
        watch.release();
    }

    private void leave() {
        if (held != null) {
            held.leave();
            held = null;
        }
    }

    /** The query is left out: it may hold what must not be kept. */
    private void log(HttpServerRequest request) {
        LOG.infof(
                "request requestId=%s client=%s method=%s path=%s status=%d millis=%d",
                requestId,
                request.remoteAddress().hostAddress(),
                request.method(),
                request.path(),
                request.response().getStatusCode(),
                (System.nanoTime() - beganNanos) / 1_000_000);
    }
}
