package activate.ingress.proxy;

import activate.ingress.limit.CutOff;
import activate.ingress.limit.LimitConfig;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Service;
import io.vertx.core.Future;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request between client and service: cleans it, bounds it, and turns every failure into a
 * problem.
 */
final class Forwarding implements ProxyInterceptor {

    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final Exchange exchange;
    private final Service service;
    private final LimitConfig limits;
    private final WatchedBody requestBody;
    private final long answerTimer;
    private long sentNanos;
    private boolean late;
    private boolean failed;
    private @Nullable HttpClientRequest upstream;

    Forwarding(Vertx vertx, Exchange exchange, Service service, LimitConfig limits) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.service = service;
        this.limits = limits;
        this.requestBody = watchRequest(exchange.request());
        this.answerTimer = vertx.setPeriodic(TICK_MILLIS, _ -> checkAnswerTime());
    }

    /** Takes the request to the service, once there is a connection. */
    void sends(HttpClientRequest request) {
        this.upstream = request;
        // The failure comes through the answer; without a handler it would be logged as well.
        request.exceptionHandler(_ -> {});
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        long length = request.getBody().length();
        request.headers().clear().addAll(UpstreamHeaders.of(exchange));
        request.setURI(exchange.target().uri());
        request.setBody(Body.body(requestBody, length));
        requestBody.beforeFirst(() -> chunkIfUnsized(length));
        return context.sendRequest()
                .recover(cause -> Future.succeededFuture(answerFor(cause, request)))
                .onComplete(_ -> vertx.cancelTimer(answerTimer));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        ProxyResponse response = context.response();
        AnswerHeaders.clean(response.headers());
        // What a service says of its own accord replaces what the edge has already set for every
        // answer.
        response.headers().names().forEach(exchange.request().response().headers()::remove);
        WatchedBody answer = failed ? null : watchAnswer(response);
        return context.sendResponse().onComplete(_ -> finish(answer));
    }

    private void finish(@Nullable WatchedBody answer) {
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
                        limits.bodyIdleTimeout(),
                        limits.upstreamTimeout(),
                        limits.bodyRate().asLongValue());
        WatchedBody.Verdicts verdicts =
                new WatchedBody.Verdicts(
                        EdgeProblems.bodyTooLarge(service.bodyLimit()),
                        EdgeProblems.requestTimeout(),
                        EdgeProblems.upstreamTimeout(service.name()));
        return new WatchedBody(vertx, request, bounds, verdicts);
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
                new WatchedBody.Bounds(Long.MAX_VALUE, Duration.ZERO, limits.stalledReader(), 0);
        WatchedBody watched =
                new WatchedBody(
                        vertx,
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

    private void checkAnswerTime() {
        HttpClientRequest request = upstream;
        if (request == null || !requestBody.isDone()) {
            return;
        }
        if (sentNanos == 0) {
            sentNanos = System.nanoTime();
        } else if (System.nanoTime() - sentNanos > limits.upstreamTimeout().toNanos()) {
            late = true;
            vertx.cancelTimer(answerTimer);
            request.reset();
        }
    }

    private ProxyResponse answerFor(Throwable cause, ProxyRequest request) {
        failed = true;
        requestBody.stop();
        EdgeProblem problem = problemFor(cause);
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
        if (requestBody.isBroken()) {
            return EdgeProblems.malformed();
        }
        if (late) {
            return EdgeProblems.upstreamTimeout(service.name());
        }
        return isUnreachable(cause)
                ? EdgeProblems.unavailable(service.name())
                : EdgeProblems.upstreamFailed(service.name());
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectionPoolTooBusyException;
    }
}
