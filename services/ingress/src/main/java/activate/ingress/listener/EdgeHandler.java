package activate.ingress.listener;

import activate.ingress.limit.Admission;
import activate.ingress.limit.ConnectionWatch;
import activate.ingress.limit.ConnectionWatches;
import activate.ingress.limit.Share;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.proxy.AnswerHeaders;
import activate.ingress.proxy.Exchange;
import activate.ingress.proxy.PipeUpgrade;
import activate.ingress.route.CheckedTarget;
import activate.ingress.route.Route;
import activate.ingress.site.HttpDate;
import activate.ingress.wire.ConnectionGuards;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request over HTTPS: admitted, checked, routed, answered. One for each event loop.
 */
final class EdgeHandler implements Handler<HttpServerRequest> {

    private final Vertx vertx;
    private final ConnectionWatches connections;
    private final Destinations destinations;
    private final RequestRules rules;
    private final boolean accessLog;

    EdgeHandler(
            Vertx vertx,
            ConnectionWatches connections,
            Destinations destinations,
            RequestRules rules,
            boolean accessLog) {
        this.vertx = vertx;
        this.connections = connections;
        this.destinations = destinations;
        this.rules = rules;
        this.accessLog = accessLog;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String requestId = RequestIds.of(request);
        ConnectionWatch watch = connections.of(request.connection());
        AnswerHeaders.begin(request.response().headers(), requestId, request.isSSL());
        if (watch == null) {
            request.connection().close();
            return;
        }
        RequestEnd end = new RequestEnd(request, watch, connections);
        if (accessLog) {
            end.loggedAs(requestId);
        }
        EdgeProblem refusal = admissionRefusal(watch.admission(), "connections");
        if (refusal == null) {
            refusal = takePlace(watch.client(), end);
        }
        if (refusal == null) {
            check(request, requestId, end);
        } else {
            Refuse.with(vertx, request, refusal, requestId);
        }
    }

    private @Nullable EdgeProblem takePlace(String client, RequestEnd end) {
        Share share = connections.limits().shares().requests();
        Admission admission = share.take(client);
        if (admission == Admission.ADMITTED) {
            end.holds(share);
        }
        return admissionRefusal(admission, "requests");
    }

    private void check(HttpServerRequest request, String requestId, RequestEnd end) {
        EdgeProblem refusal = rules.refusalOf(request);
        if (refusal != null) {
            ConnectionGuards.refuse(vertx, request, refusal, requestId);
            return;
        }
        switch (CheckedTarget.parse(request.uri())) {
            case CheckedTarget.Outcome.Refused(EdgeProblem problem) ->
                    ConnectionGuards.refuse(vertx, request, problem, requestId);
            case CheckedTarget.Outcome.Accepted(CheckedTarget target) -> {
                String host = request.authority().toString();
                answer(new Exchange(request, target, host, requestId, end), end);
            }
        }
    }

    private void answer(Exchange exchange, RequestEnd end) {
        HttpServerRequest request = exchange.request();
        String path = exchange.target().path();
        String host = RequestRules.hostOf(request);
        switch (destinations.routes().find(host, path)) {
            case Route.ToService(var service, boolean upgrades) -> {
                if (upgrades && PipeUpgrade.isAskedBy(request)) {
                    end.asksForUpgrade();
                    destinations.upgrades().pipe(exchange, service);
                } else {
                    destinations.forward().forward(exchange, service);
                }
            }
            case Route.ToSite() -> {
                if (isRead(exchange)) {
                    destinations.pages().answer(request, path);
                }
            }
            case Route.ToHealth() -> {
                if (isRead(exchange)) {
                    request.response()
                            .putHeader("content-type", "application/json")
                            .putHeader("cache-control", "no-store")
                            // Agents compare their clocks with it.
                            .putHeader("date", HttpDate.of(Instant.now()))
                            .end("\"healthy\"");
                }
            }
            case Route.ToAgentFile(String name, String mediaType) -> {
                if (isRead(exchange)) {
                    destinations
                            .agentFiles()
                            .answer(request, name, mediaType, exchange.requestId(), end);
                }
            }
            case Route.Nowhere() ->
                    Refuse.with(vertx, request, EdgeProblems.notFound(), exchange.requestId());
        }
    }

    private boolean isRead(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            return true;
        }
        Refuse.with(
                vertx,
                exchange.request(),
                EdgeProblems.methodNotAllowed("GET, HEAD"),
                exchange.requestId());
        return false;
    }

    private static @Nullable EdgeProblem admissionRefusal(Admission admission, String what) {
        return switch (admission) {
            case ADMITTED -> null;
            case ADDRESS_FULL -> EdgeProblems.tooManyFromAddress(what);
            case EDGE_FULL, CLOSED -> EdgeProblems.overloaded();
        };
    }
}
