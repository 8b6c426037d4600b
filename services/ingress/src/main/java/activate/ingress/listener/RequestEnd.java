package activate.ingress.listener;

import activate.ingress.limit.ConnectionWatch;
import activate.ingress.limit.ConnectionWatches;
import activate.ingress.limit.CutOff;
import activate.ingress.limit.Hold;
import activate.ingress.limit.Share;
import activate.ingress.limit.Ticks;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives back once what a request holds, whichever way it ends. Event loop only. */
final class RequestEnd implements Hold, Ticks.Waiting {

    private static final Logger LOG = Logger.getLogger(RequestEnd.class);
    private static final Logger ACCESS_LOG = Logger.getLogger("activate.ingress.access");
    private static final int LOGGED_PATH = 200;

    private final HttpServerRequest request;
    private final ConnectionWatch watch;
    private final ConnectionWatches connections;
    private final long beganNanos = System.nanoTime();
    private final List<Runnable> actions = new ArrayList<>(4);
    private final Runnable whenGone = this::ended;
    private @Nullable Share held;
    private @Nullable String loggedAs;
    private long writtenNanos;
    private boolean ended;

    /** Follows the request until its answer is taken or its connection gone. */
    RequestEnd(HttpServerRequest request, ConnectionWatch watch, ConnectionWatches connections) {
        this.request = request;
        this.watch = watch;
        this.connections = connections;
        watch.requestBegins(whenGone);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().endHandler(_ -> written()).closeHandler(_ -> ended());
        } else {
            // What is written and not taken yet keeps the connection from its next request.
            request.response().endHandler(_ -> ended()).closeHandler(_ -> ended());
        }
    }

    /** Gives back a place that the request has taken when it ends. */
    void holds(Share place) {
        this.held = place;
    }

    /** Asks for a line in the log when the request ends. */
    void loggedAs(String requestId) {
        this.loggedAs = requestId;
    }

    /** It counts as a socket from now on, no longer as a request. */
    void asksForUpgrade() {
        leave();
    }

    @Override
    public String client() {
        return watch.client();
    }

    @Override
    public void whenOver(Runnable action) {
        if (ended) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    @Override
    public void upgraded() {
        watch.upgraded();
    }

    @Override
    public void socketGone() {
        ended();
        connections.gone(watch);
    }

    /** The stream of an answer is open until its client has taken it, though not for ever. */
    @Override
    public void tick(long nowNanos) {
        if (nowNanos - writtenNanos > connections.limits().config().stalledReader().toNanos()) {
            CutOff.stream(request);
            ended();
        }
    }

    private void written() {
        if (!ended) {
            writtenNanos = System.nanoTime();
            connections.limits().ticks().add(this);
        }
    }

    private void ended() {
        if (ended) {
            return;
        }
        ended = true;
        connections.limits().ticks().remove(this);
        leave();
        watch.requestEnds(whenGone, connections.idleDeadline());
        actions.forEach(RequestEnd::run);
        if (loggedAs != null) {
            log(loggedAs);
        }
    }

    /** One that fails must not keep the others from giving back what they hold. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.errorf("not given back cause=%s", e.getClass().getName());
        }
    }

    private void leave() {
        if (held != null) {
            held.giveBack(watch.client());
            held = null;
        }
    }

    /** The query is left out: it may hold what must not be kept. */
    private void log(String requestId) {
        ACCESS_LOG.infof(
                "request requestId=%s client=%s method=%s path=%s status=%d millis=%d",
                requestId,
                request.remoteAddress().hostAddress(),
                shown(request.method().name()),
                shown(request.path()),
                request.response().getStatusCode(),
                (System.nanoTime() - beganNanos) / 1_000_000);
    }

    /** What a client wrote: one line, and not the longest. */
    private static String shown(@Nullable String text) {
        String cut = text == null ? "" : text.substring(0, Math.min(text.length(), LOGGED_PATH));
        return cut.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
