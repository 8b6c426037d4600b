package activate.ingress.proxy;

import activate.ingress.limit.CutOff;
import activate.ingress.limit.LimitConfig;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Ticks;
import activate.ingress.limit.WatchedBody;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refusal;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request between client and service: cleans it, bounds it, turns every failure into a problem,
 * and gives the connection to the service back however it ends.
 */
final class Forwarding implements ProxyInterceptor, Ticks.Waiting {

    private static final Logger LOG = Logger.getLogger(Forwarding.class);

    private final Vertx vertx;
    private final Exchange exchange;
    private final Service service;
    private final LimitConfig limits;
    private final Ticks ticks;
    private final WatchedBody requestBody;
    private final long beganNanos = System.nanoTime();
    private final Promise<HttpClientRequest> connected = Promise.promise();
    private final Promise<ProxyResponse> answered = Promise.promise();
    private long sentNanos;
    private boolean failed;
    private boolean left;
    private @Nullable HttpClientRequest upstream;
    private @Nullable WatchedBody answer;

    Forwarding(Vertx vertx, Exchange exchange, Service service, LoopLimits limits) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.service = service;
        this.limits = limits.config();
        this.ticks = limits.ticks();
        this.requestBody = watchRequest(exchange.request());
        ticks.add(this);
        exchange.hold().whenOver(this::clientIsDone);
    }

    /** Waits for a connection to the service, but neither for ever nor for a client that left. */
    Future<HttpClientRequest> over(Future<HttpClientRequest> connection) {
        connection.onFailure(connected::tryFail).onSuccess(this::sends);
        return connected.future();
    }

    private void sends(HttpClientRequest request) {
        // The failure comes through the answer; without a handler it would be logged as well.
        request.exceptionHandler(_ -> {});
        if (connected.future().isComplete()) {
            request.reset();
            return;
        }
        upstream = request;
        connected.complete(request);
    }

    /** What went wrong before the request was on its way. */
    void failed(RuntimeException cause) {
        LOG.errorf(
                "not forwarded requestId=%s cause=%s",
                exchange.requestId(), cause.getClass().getName());
        giveBack();
        Refuse.with(
                vertx,
                exchange.request(),
                EdgeProblems.upstreamFailed(service.name()),
                exchange.requestId());
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        long length = request.getBody().length();
        request.headers().clear().addAll(UpstreamHeaders.of(exchange));
        request.setURI(exchange.target().uri());
        request.setBody(Body.body(requestBody, length));
        requestBody.beforeFirst(() -> chunkIfUnsized(length));
        context.sendRequest().onSuccess(answered::tryComplete).onFailure(answered::tryFail);
        return answered.future()
                .recover(cause -> answer(cause, request))
                .onComplete(_ -> ticks.remove(this));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        ProxyResponse response = context.response();
        AnswerHeaders.clean(response.headers());
        // What a service says of its own accord replaces what the edge has already set for every
        // answer.
        response.headers().names().forEach(exchange.request().response().headers()::remove);
        answer = failed ? null : watchAnswer(response);
        try {
            return context.sendResponse().onComplete(_ -> finish());
        } catch (RuntimeException e) {
            // A head that cannot be passed on. The library answers; what is held is ours to end.
            giveBack();
            throw e;
        }
    }

    @Override
    public void tick(long nowNanos) {
        if (upstream == null) {
            if (nowNanos - beganNanos > limits.upstreamWait().toNanos()) {
                connected.tryFail(new Refusal(EdgeProblems.busy(service.name())));
            }
        } else if (requestBody.isDone()) {
            if (sentNanos == 0) {
                sentNanos = nowNanos;
            } else if (nowNanos - sentNanos > limits.upstreamTimeout().toNanos()) {
                answered.tryFail(new Refusal(EdgeProblems.upstreamTimeout(service.name())));
            }
        }
    }

    /** The client has its answer, or has left before the end of it. */
    private void clientIsDone() {
        if (!exchange.request().response().ended()) {
            left = true;
            giveBack();
        }
    }

    /** Ends what is still under way; the service is not left with half a request. */
    private void giveBack() {
        // Nobody reads it any more.
        Refusal over = new Refusal(EdgeProblems.malformed());
        ticks.remove(this);
        requestBody.stop();
        connected.tryFail(over);
        answered.tryFail(over);
        if (upstream != null) {
            upstream.reset();
        }
        if (answer != null) {
            answer.abandon(over);
        }
    }

    private void finish() {
        requestBody.stop();
        HttpServerRequest request = exchange.request();
        if (answer != null) {
            answer.stop();
            if (answer.verdict() != null && request.version() != HttpVersion.HTTP_2) {
                CutOff.now(request.connection());
            }
        }
        if (!request.isEnded()) {
            // The service answered before it had the whole body: neither side is left waiting for
            // the rest.
            if (upstream != null) {
                upstream.reset();
            }
            Refuse.discardRest(vertx, request);
        }
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

    /**
     * An answer may be silent for as long as it likes (events), but its reader may not stand still.
     */
    private @Nullable WatchedBody watchAnswer(ProxyResponse response) {
        Body body = response.getBody();
        boolean none =
                response.getStatusCode() == 204
                        || response.getStatusCode() == 304
                        || (HttpMethod.HEAD.equals(exchange.request().method())
                                && body.length() < 0);
        if (none) {
            body.stream().resume();
            response.setBody(null);
            return null;
        }
        EdgeProblem broken = EdgeProblems.upstreamFailed(service.name());
        WatchedBody.Bounds bounds =
                new WatchedBody.Bounds(
                        Long.MAX_VALUE, WatchedBody.Pace.ANY, WatchedBody.Pace.ofReader(limits));
        WatchedBody watched =
                new WatchedBody(
                        ticks,
                        body.stream(),
                        bounds,
                        new WatchedBody.Verdicts(broken, broken, broken));
        response.setBody(Body.body(watched, body.length()));
        return watched;
    }

    /** A body without a length came as an HTTP/2 stream; towards the service it is chunked. */
    private void chunkIfUnsized(long length) {
        HttpClientRequest request = upstream;
        if (length < 0 && request != null) {
            request.setChunked(true);
        }
    }

    private Future<ProxyResponse> answer(Throwable cause, ProxyRequest request) {
        if (left) {
            return Future.failedFuture(cause);
        }
        try {
            return Future.succeededFuture(answerFor(cause, request));
        } catch (RuntimeException e) {
            // The library would give up without an answer.
            failed(e);
            return Future.failedFuture(e);
        }
    }

    private ProxyResponse answerFor(Throwable cause, ProxyRequest request) {
        failed = true;
        EdgeProblem problem = problemFor(cause);
        giveBack();
        Buffer json = problem.json(exchange.requestId()).toBuffer();
        ProxyResponse response = request.release().response();
        response.setStatusCode(problem.status())
                .putHeader("content-type", EdgeProblem.MEDIA_TYPE)
                .putHeader("cache-control", "no-store");
        if (problem.retryAfter() != null) {
            response.putHeader("retry-after", Long.toString(problem.retryAfter().toSeconds()));
        }
        boolean head = HttpMethod.HEAD.equals(exchange.request().method());
        return response.setBody(head ? null : Body.body(json));
    }

    private EdgeProblem problemFor(Throwable cause) {
        EdgeProblem verdict = requestBody.verdict();
        if (verdict != null) {
            return verdict;
        }
        if (cause instanceof Refusal refusal) {
            return refusal.problem();
        }
        if (cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException) {
            return EdgeProblems.busy(service.name());
        }
        return isUnreachable(cause)
                ? EdgeProblems.unavailable(service.name())
                : EdgeProblems.upstreamFailed(service.name());
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof UnknownHostException;
    }
}
