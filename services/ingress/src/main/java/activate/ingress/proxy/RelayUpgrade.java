package activate.ingress.proxy;

import activate.ingress.limit.CutOff;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.route.Upstream;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.util.Map;

/**
 * One upgrade: asks the service, passes its answer on, then joins the two sockets. Event loop only.
 */
final class RelayUpgrade {

    private final Vertx vertx;
    private final Exchange exchange;
    private final Upstream service;
    private final NetSocket origin;
    private final OriginAnswer answer = new OriginAnswer();
    private long timer;
    private boolean settled;

    RelayUpgrade(Vertx vertx, Exchange exchange, Upstream service, NetSocket origin) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.service = service;
        this.origin = origin;
    }

    void begin(EdgeLimits limits) {
        timer =
                vertx.setTimer(
                        limits.upstreamTimeout().toMillis(),
                        _ -> fail(EdgeProblems.upstreamTimeout(service.name())));
        origin.handler(this::answered);
        origin.exceptionHandler(_ -> {});
        origin.endHandler(_ -> originEnded());
        // At once, when the client left while the connection was made.
        exchange.hold().whenOver(this::abandon);
        if (!settled) {
            origin.write(requestHead());
        }
    }

    private Buffer requestHead() {
        HttpServerRequest request = exchange.request();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        UpstreamHeaders.write(exchange, headers);
        StringBuilder head = new StringBuilder(512);
        head.append(HttpMethod.GET.name()).append(' ').append(exchange.target().uri());
        head.append(" HTTP/1.1\r\nhost: ").append(service.authority());
        head.append("\r\nconnection: Upgrade\r\nupgrade: ")
                .append(request.getHeader("upgrade"))
                .append("\r\n");
        for (Map.Entry<String, String> header : headers) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return Buffer.buffer(head.append("\r\n").toString(), "ISO-8859-1");
    }

    private void answered(Buffer bytes) {
        if (settled) {
            return;
        }
        answer.feed(bytes);
        decide();
    }

    private void originEnded() {
        if (!settled) {
            answer.end();
            decide();
        }
    }

    private void decide() {
        if (answer.isBroken()) {
            fail(EdgeProblems.upstreamFailed(service.name()));
            return;
        }
        try {
            if (answer.isSwitch()) {
                join();
            } else if (answer.isRefusal()) {
                relayRefusal();
            }
        } catch (RuntimeException e) {
            // A head of the service that cannot be passed on.
            CutOff.now(origin);
            Refuse.with(
                    vertx,
                    exchange.request(),
                    EdgeProblems.upstreamFailed(service.name()),
                    exchange.requestId());
        }
    }

    private void join() {
        settle();
        origin.pause();
        MultiMap headers = answerHeaders();
        headers.set("connection", "Upgrade").set("upgrade", "websocket");
        exchange.request()
                .toNetSocket()
                .onFailure(_ -> CutOff.now(origin))
                .onSuccess(
                        client -> {
                            exchange.hold().upgraded();
                            if (answer.rest().length() > 0) {
                                client.write(answer.rest());
                            }
                            JoinSockets.join(vertx, client, origin, exchange.hold()::socketGone);
                        });
    }

    private void relayRefusal() {
        settle();
        origin.close();
        HttpServerResponse response = exchange.request().response();
        response.setStatusCode(answer.status());
        MultiMap headers = answerHeaders();
        headers.remove("content-length");
        response.end(answer.rest());
    }

    private MultiMap answerHeaders() {
        MultiMap headers = exchange.request().response().headers();
        MultiMap given = MultiMap.caseInsensitiveMultiMap();
        answer.headers().forEach(header -> given.add(header.getKey(), header.getValue()));
        AnswerHeaders.pass(given, headers);
        return headers;
    }

    private void fail(EdgeProblem problem) {
        if (!settled) {
            settle();
            origin.close();
            Refuse.with(vertx, exchange.request(), problem, exchange.requestId());
        }
    }

    private void abandon() {
        if (!settled) {
            settle();
            CutOff.now(origin);
        }
    }

    private void settle() {
        settled = true;
        vertx.cancelTimer(timer);
        answer.release();
    }
}
