package activate.ingress.proxy;

import activate.ingress.limit.Admission;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Share;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Sends a request to a service and its answer back. One for each event loop. */
public final class ForwardRequest {

    private final Vertx vertx;
    private final HttpClient client;
    private final LoopLimits limits;

    public ForwardRequest(Vertx vertx, LoopLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.client =
                vertx.httpClientBuilder()
                        .with(clientOptions(limits.config()))
                        .with(poolOptions(limits.config()))
                        // Each request hears of it; a line in the log for each would be the
                        // service's, or the client's, to fill.
                        .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                        .build();
    }

    public void forward(Exchange exchange, Upstream service) {
        HttpServerRequest request = exchange.request();
        EdgeProblem refusal = refusalOf(request, service);
        if (refusal == null) {
            refusal = takePlace(exchange, service);
        }
        if (refusal != null) {
            Refuse.with(vertx, request, refusal, exchange.requestId());
            return;
        }
        if (request.headers().contains("expect")) {
            request.response().writeContinue();
        }
        RequestOptions origin =
                new RequestOptions()
                        .setMethod(request.method())
                        .setHost(service.host())
                        .setPort(service.port())
                        .setURI(exchange.target().uri())
                        .setConnectTimeout(limits.config().upstreamWait().toMillis());
        new Forwarding(vertx, exchange, service, limits).over(client.request(origin));
    }

    private @Nullable EdgeProblem takePlace(Exchange exchange, Upstream service) {
        Share share = limits.shares().upstream(service.name());
        String address = exchange.hold().client();
        if (share.take(address) != Admission.ADMITTED) {
            return EdgeProblems.tooManyFromAddress("requests to " + service.name());
        }
        exchange.hold().whenOver(() -> share.giveBack(address));
        return null;
    }

    private static @Nullable EdgeProblem refusalOf(HttpServerRequest request, Upstream service) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            // An answer of unknown length would have to be buffered whole for such a client.
            return EdgeProblems.httpVersion();
        }
        String expect = request.getHeader("expect");
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            return EdgeProblems.expectation();
        }
        String length = request.getHeader("content-length");
        if (length != null && Long.parseLong(length) > service.bodyLimit()) {
            return EdgeProblems.bodyTooLarge(service.bodyLimit());
        }
        return null;
    }

    private static HttpClientOptions clientOptions(EdgeLimits limits) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) limits.upstreamKeepAlive().toSeconds())
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 * 1024)
                .setTcpKeepAlive(true);
    }

    /** The pool looks at its own figures only, not at those of the client's options. */
    private static PoolOptions poolOptions(EdgeLimits limits) {
        return new PoolOptions()
                .setHttp1MaxSize(limits.upstreamConnections())
                .setMaxWaitQueueSize(limits.upstreamQueue());
    }
}
