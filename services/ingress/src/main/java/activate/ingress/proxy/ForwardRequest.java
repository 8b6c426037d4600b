package activate.ingress.proxy;

import activate.ingress.limit.Admission;
import activate.ingress.limit.LimitConfig;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Share;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Service;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
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
                vertx.createHttpClient(
                        clientOptions(limits.config()), poolOptions(limits.config()));
    }

    public void forward(Exchange exchange, Service service) {
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
                        .setHost(service.host())
                        .setPort(service.port())
                        .setURI(exchange.target().uri())
                        .setConnectTimeout(limits.config().upstreamWait().toMillis());
        Forwarding forwarding = new Forwarding(vertx, exchange, service, limits);
        try {
            HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                    .origin(_ -> forwarding.over(client.request(origin)))
                    .addInterceptor(forwarding)
                    .handle(request);
        } catch (RuntimeException e) {
            // Whatever the library finds to complain of: the request must not be left as it is.
            forwarding.failed(e);
        }
    }

    private @Nullable EdgeProblem takePlace(Exchange exchange, Service service) {
        Share share = limits.shares().upstream(service.name());
        String address = exchange.hold().client();
        if (share.take(address) != Admission.ADMITTED) {
            return EdgeProblems.tooManyFromAddress("requests to " + service.name());
        }
        exchange.hold().whenOver(() -> share.giveBack(address));
        return null;
    }

    private static @Nullable EdgeProblem refusalOf(HttpServerRequest request, Service service) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            // An answer of unknown length would have to be buffered whole for such a client.
            return EdgeProblems.httpVersion();
        }
        String why = FieldRules.whyNot(request.headers());
        if (why != null) {
            return EdgeProblems.badHeader(why);
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

    private static HttpClientOptions clientOptions(LimitConfig limits) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 * 1024)
                .setTcpKeepAlive(true);
    }

    /** The pool looks at its own figures only, not at those of the client's options. */
    private static PoolOptions poolOptions(LimitConfig limits) {
        return new PoolOptions()
                .setHttp1MaxSize(limits.upstreamConnections())
                .setMaxWaitQueueSize(limits.upstreamQueue());
    }
}
