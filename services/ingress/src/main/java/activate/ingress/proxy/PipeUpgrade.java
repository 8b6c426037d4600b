package activate.ingress.proxy;

import activate.ingress.limit.Admission;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Share;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Upstream;
import activate.ingress.wire.ConnectionGuards;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import org.jspecify.annotations.Nullable;

/**
 * Carries a WebSocket to a service as plain bytes. The upgrade goes over a connection of its own,
 * because only between two plain sockets does back-pressure reach the sender. One for each event
 * loop.
 */
public final class PipeUpgrade {

    private final Vertx vertx;
    private final NetClient client;
    private final EdgeLimits limits;
    private final Share share;

    public PipeUpgrade(Vertx vertx, LoopLimits loop) {
        this.vertx = vertx;
        this.limits = loop.config();
        this.share = loop.shares().upgrades();
        NetClientOptions options =
                new NetClientOptions()
                        .setConnectTimeout((int) limits.connectTimeout().toMillis())
                        .setIdleTimeout((int) limits.upgradeIdleTimeout().toSeconds())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true);
        limits.socketBufferBytes()
                .ifPresent(size -> options.setReceiveBufferSize(size).setSendBufferSize(size));
        this.client = vertx.createNetClient(options);
    }

    /** Whether the client asks for a WebSocket. */
    public static boolean isAskedBy(HttpServerRequest request) {
        String upgrade = request.getHeader("upgrade");
        return upgrade != null
                && upgrade.equalsIgnoreCase("websocket")
                && HeaderNames.namedInConnection(request.headers()).contains("upgrade");
    }

    public void pipe(Exchange exchange, Upstream service) {
        EdgeProblem refusal = refusalOf(exchange.request());
        if (refusal == null) {
            refusal = takePlace(exchange);
        }
        if (refusal != null) {
            ConnectionGuards.refuse(vertx, exchange.request(), refusal, exchange.requestId());
            return;
        }
        client.connect(service.port(), service.host())
                .onSuccess(
                        socket -> new RelayUpgrade(vertx, exchange, service, socket).begin(limits))
                .onFailure(
                        _ ->
                                Refuse.with(
                                        vertx,
                                        exchange.request(),
                                        EdgeProblems.unavailable(service.name()),
                                        exchange.requestId()));
    }

    private @Nullable EdgeProblem takePlace(Exchange exchange) {
        String address = exchange.hold().client();
        Admission admission = share.take(address);
        if (admission == Admission.ADMITTED) {
            exchange.hold().whenOver(() -> share.giveBack(address));
            return null;
        }
        return admission == Admission.ADDRESS_FULL
                ? EdgeProblems.tooManyFromAddress("sockets")
                : EdgeProblems.overloaded();
    }

    private static @Nullable EdgeProblem refusalOf(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 || !HttpMethod.GET.equals(request.method())) {
            return EdgeProblems.upgradeRequired();
        }
        String length = request.getHeader("content-length");
        boolean hasBody =
                request.headers().contains("transfer-encoding")
                        || (length != null && !length.equals("0"));
        return hasBody ? EdgeProblems.badHeader("an upgrade has no body") : null;
    }
}
