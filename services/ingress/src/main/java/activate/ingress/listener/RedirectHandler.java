package activate.ingress.listener;

import activate.ingress.limit.ConnectionWatch;
import activate.ingress.limit.ConnectionWatches;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import activate.ingress.proxy.AnswerHeaders;
import activate.ingress.route.CheckedTarget;
import activate.ingress.route.RouteTable;
import activate.ingress.wire.ConnectionGuards;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/**
 * Plain HTTP: pages are redirected to the configured address, programs are told to use HTTPS. A
 * program that were redirected would send its key in clear text every time and never notice.
 */
final class RedirectHandler implements Handler<HttpServerRequest> {

    private final Vertx vertx;
    private final ConnectionWatches connections;
    private final RequestRules rules;
    private final URI publicUrl;

    RedirectHandler(Vertx vertx, ConnectionWatches connections, RequestRules rules, URI publicUrl) {
        this.vertx = vertx;
        this.connections = connections;
        this.rules = rules;
        this.publicUrl = publicUrl;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String requestId = RequestIds.of(request);
        ConnectionWatch watch = connections.of(request.connection());
        if (watch == null) {
            request.connection().close();
            return;
        }
        var unused = new RequestEnd(request, watch, connections);
        AnswerHeaders.begin(request.response().headers(), requestId, false);
        EdgeProblem refusal = rules.refusalOf(request);
        if (refusal != null) {
            ConnectionGuards.refuse(vertx, request, refusal, requestId);
            return;
        }
        switch (CheckedTarget.parse(request.uri())) {
            case CheckedTarget.Outcome.Refused(EdgeProblem problem) ->
                    ConnectionGuards.refuse(vertx, request, problem, requestId);
            case CheckedTarget.Outcome.Accepted(CheckedTarget target) ->
                    answer(request, target, requestId);
        }
    }

    private void answer(HttpServerRequest request, CheckedTarget target, String requestId) {
        boolean reads =
                HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        if (!reads || RouteTable.isForPrograms(target.path())) {
            Refuse.with(vertx, request, EdgeProblems.httpsRequired(), requestId);
            return;
        }
        request.response()
                .setStatusCode(308)
                .putHeader("location", "https://" + publicUrl.getRawAuthority() + target.uri())
                .putHeader("content-length", "0")
                .end();
        Refuse.discardRest(vertx, request);
    }
}
