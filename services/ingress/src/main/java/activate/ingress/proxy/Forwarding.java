package activate.ingress.proxy;

import activate.ingress.limit.CutOff;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Ticks;
import activate.ingress.limit.WatchedBody;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblemException;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.WriteStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request between client and service: cleans it, bounds it, turns every failure into a problem,
 * and gives the connection to the service back however it ends. Event loop only.
 */
final class Forwarding implements Ticks.Waiting {

    private static final Logger LOG = Logger.getLogger(Forwarding.class);

    private final Vertx vertx;
    private final Exchange exchange;
    private final Upstream service;
    private final EdgeLimits limits;
    private final Ticks ticks;
    private final long beganNanos = System.nanoTime();

    /** Null for a request that has none. */
    private final @Nullable WatchedBody body;

    private long sentNanos;
    private boolean settled;
    private @Nullable HttpClientRequest upstream;
    private @Nullable WatchedBody answer;

    Forwarding(Vertx vertx, Exchange exchange, Upstream service, LoopLimits limits) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.service = service;
        this.limits = limits.config();
        this.ticks = limits.ticks();
        this.body = mayHaveBody(exchange.request()) ? watchRequest(exchange.request()) : null;
    }

    /** Waits for a connection to the service, but neither for ever nor for a client that left. */
    void over(Future<HttpClientRequest> connection) {
        if (body != null) {
            body.pause();
        }
        ticks.add(this);
        exchange.hold().whenOver(this::clientIsDone);
        connection.onSuccess(this::connected).onFailure(this::fail);
    }

    @Override
    public void tick(long nowNanos) {
        if (upstream == null) {
            if (nowNanos - beganNanos > limits.upstreamWait().toNanos()) {
                refuse(EdgeProblems.busy(service.name()));
            }
        } else if (body == null || body.isDone()) {
            if (sentNanos == 0) {
                sentNanos = nowNanos;
            } else if (nowNanos - sentNanos > limits.upstreamTimeout().toNanos()) {
                refuse(EdgeProblems.upstreamTimeout(service.name()));
            }
        }
    }

    private void connected(HttpClientRequest request) {
        // The failure comes through the answer; without a handler it would be logged as well.
        request.exceptionHandler(_ -> {});
        if (settled) {
            request.reset();
            return;
        }
        upstream = request;
        try {
            send(request);
        } catch (RuntimeException e) {
            // Whatever the client finds to complain of: the request must not be left as it is.
            LOG.errorf(
                    "not forwarded requestId=%s cause=%s",
                    exchange.requestId(), e.getClass().getName());
            fail(e);
        }
    }

    private void send(HttpClientRequest request) {
        UpstreamHeaders.write(exchange, request.headers());
        request.response().onSuccess(this::answered).onFailure(this::fail);
        if (body == null) {
            request.end();
            return;
        }
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        WriteStream<Buffer> out = request;
        if (length != null) {
            request.putHeader(HttpHeaders.CONTENT_LENGTH, length);
            out = new SizedBody(request, Long.parseLong(length));
        } else {
            // Without a length it came chunked or as an HTTP/2 stream, which may turn out to be
            // empty.
            body.beforeFirst(() -> request.setChunked(true));
        }
        body.pipe().endOnFailure(false).to(out).onFailure(this::fail);
    }

    private void answered(HttpClientResponse response) {
        if (settled) {
            return;
        }
        ticks.remove(this);
        HttpServerResponse to = exchange.request().response();
        try {
            to.setStatusCode(response.statusCode()).setStatusMessage(response.statusMessage());
            AnswerHeaders.pass(response.headers(), to.headers());
            pass(response, to).onComplete(result -> finish(result.succeeded()));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /**
     * An answer may be silent for as long as it likes (events), but its reader may not stand still.
     */
    private Future<Void> pass(HttpClientResponse response, HttpServerResponse to) {
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean none =
                response.statusCode() == 204
                        || response.statusCode() == 304
                        || HttpMethod.HEAD.equals(exchange.request().method())
                        || "0".equals(length);
        if (none) {
            response.resume();
            return to.end();
        }
        EdgeProblem broken = EdgeProblems.upstreamFailed(service.name());
        WatchedBody.Bounds bounds =
                new WatchedBody.Bounds(
                        Long.MAX_VALUE, WatchedBody.Pace.ANY, WatchedBody.Pace.ofReader(limits));
        WatchedBody watched =
                new WatchedBody(
                        ticks, response, bounds, new WatchedBody.Verdicts(broken, broken, broken));
        answer = watched;
        if (length == null) {
            to.setChunked(true);
            return watched.pipe().endOnFailure(false).to(to);
        }
        return watched.pipe().endOnFailure(false).to(new SizedBody(to, Long.parseLong(length)));
    }

    private void finish(boolean whole) {
        settled = true;
        stopBody();
        HttpServerRequest request = exchange.request();
        if (answer != null) {
            answer.stop();
            if (answer.verdict() != null && request.version() != HttpVersion.HTTP_2) {
                CutOff.now(request.connection());
            }
        }
        if (!whole) {
            resetUpstream();
            request.response().reset();
            return;
        }
        if (body != null && !request.isEnded()) {
            // The service answered before it had the whole body: neither side is left waiting for
            // the rest.
            resetUpstream();
            Refuse.discardRest(vertx, request);
        }
    }

    /** The client has its answer, or has left before the end of it. */
    private void clientIsDone() {
        if (!exchange.request().response().ended()) {
            giveBack();
        }
    }

    private void fail(Throwable cause) {
        EdgeProblem verdict = body == null ? null : body.verdict();
        if (verdict == null && body != null && body.isBroken()) {
            // More or less of a body than it said, or the end of its stream.
            verdict = EdgeProblems.malformed();
        }
        refuse(verdict == null ? problemFor(cause) : verdict);
    }

    private void refuse(EdgeProblem problem) {
        if (!settled) {
            giveBack();
            Refuse.with(vertx, exchange.request(), problem, exchange.requestId());
        }
    }

    /** Ends what is still under way; the service is not left with half a request. */
    private void giveBack() {
        settled = true;
        ticks.remove(this);
        stopBody();
        resetUpstream();
        if (answer != null) {
            answer.stop();
        }
    }

    private void stopBody() {
        if (body != null) {
            body.stop();
        }
    }

    private void resetUpstream() {
        if (upstream != null) {
            upstream.reset();
        }
    }

    /** HTTP/1.1 says so in its header; of HTTP/2 it is known only when the stream ends. */
    private static boolean mayHaveBody(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return true;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : !length.equals("0");
    }

    private WatchedBody watchRequest(HttpServerRequest request) {
        WatchedBody.Bounds bounds =
                new WatchedBody.Bounds(
                        service.bodyLimit(),
                        new WatchedBody.Pace(
                                limits.bodyIdleTimeout(),
                                limits.bodyRate().asLongValue(),
                                limits.bodyTimeout()),
                        WatchedBody.Pace.silentFor(limits.upstreamTimeout()));
        WatchedBody.Verdicts verdicts =
                new WatchedBody.Verdicts(
                        EdgeProblems.bodyTooLarge(service.bodyLimit()),
                        EdgeProblems.requestTimeout(),
                        EdgeProblems.upstreamTimeout(service.name()));
        return new WatchedBody(ticks, request, bounds, verdicts);
    }

    private EdgeProblem problemFor(Throwable cause) {
        if (cause instanceof EdgeProblemException refusal) {
            return refusal.problem();
        }
        if (cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException) {
            return EdgeProblems.busy(service.name());
        }
        return cause instanceof ConnectException || cause instanceof UnknownHostException
                ? EdgeProblems.unavailable(service.name())
                : EdgeProblems.upstreamFailed(service.name());
    }
}
