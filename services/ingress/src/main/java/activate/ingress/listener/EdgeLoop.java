package activate.ingress.listener;

import activate.ingress.limit.ConnectionLimit;
import activate.ingress.limit.ConnectionWatches;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Shares;
import activate.ingress.limit.Ticks;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblemException;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.proxy.AnswerHeaders;
import activate.ingress.proxy.ForwardRequest;
import activate.ingress.proxy.PipeUpgrade;
import activate.ingress.route.RouteTable;
import activate.ingress.site.AgentFiles;
import activate.ingress.site.SitePages;
import activate.ingress.wire.ConnectionGuards;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** The listeners of one event loop, and everything that a request on it needs. */
final class EdgeLoop extends AbstractVerticle {

    private final Edge.Settings settings;
    private final Shared shared;
    private final List<HttpServer> secure = new ArrayList<>();
    private final List<HttpServer> plain = new ArrayList<>();
    private final Ticks ticks = new Ticks();

    /** What all event loops use together. */
    record Shared(
            RouteTable routes,
            SitePages pages,
            ConnectionLimit connections,
            Shares shares,
            SwitchingKeys keys) {}

    EdgeLoop(Edge.Settings settings, Shared shared) {
        this.settings = settings;
        this.shared = shared;
    }

    @Override
    public void start(Promise<Void> started) {
        EdgeLimits limits = settings.limits();
        LoopLimits loop = new LoopLimits(limits, shared.shares(), ticks);
        ticks.start(vertx);
        ConnectionWatches watches = new ConnectionWatches(loop);
        watches.startSweeping(vertx);
        Destinations destinations =
                new Destinations(
                        shared.routes(),
                        new ForwardRequest(vertx, loop),
                        new PipeUpgrade(vertx, loop),
                        shared.pages(),
                        new AgentFiles(vertx, settings.site(), loop));
        RequestRules rules = new RequestRules(limits);
        ConnectionGuards guards = new ConnectionGuards(settings.frames(), limits);
        EdgeHandler handler =
                new EdgeHandler(
                        vertx, watches, destinations, rules, settings.listener().accessLog());
        RedirectHandler redirect =
                new RedirectHandler(
                        vertx, watches, rules, settings.routes().platform().publicUrl());
        List<Future<?>> opening = new ArrayList<>();
        for (String address : settings.listener().bind()) {
            HttpServer https = server(EdgeOptions.secure(limits, shared.keys(), guards));
            HttpServer http = server(EdgeOptions.plain(limits));
            secure.add(https.requestHandler(handler));
            plain.add(http.requestHandler(redirect));
            opening.add(
                    open(
                            opened(https, watches, guards, true),
                            settings.listener().httpsPort(),
                            address));
            opening.add(
                    open(
                            opened(http, watches, guards, false),
                            settings.listener().httpPort(),
                            address));
        }
        Future.all(opening).<Void>mapEmpty().onComplete(started);
    }

    private HttpServer server(HttpServerOptions options) {
        return new CountedServer(vertx, options, shared.connections());
    }

    int httpsPort() {
        return secure.getFirst().actualPort();
    }

    /** How much waits for a deadline on this loop. */
    int waiting() {
        return ticks.size();
    }

    int httpPort() {
        return plain.getFirst().actualPort();
    }

    private static HttpServer opened(
            HttpServer server, ConnectionWatches watches, ConnectionGuards guards, boolean secure) {
        return server.connectionHandler(
                connection -> {
                    guards.opened(
                            connection,
                            (headers, requestId) ->
                                    AnswerHeaders.begin(headers, requestId, secure));
                    watches.opened(connection);
                });
    }

    private Future<HttpServer> open(HttpServer server, int port, String address) {
        return server.invalidRequestHandler(this::refuseUnparsed)
                .exceptionHandler(_ -> {})
                .listen(port, address)
                .recover(
                        cause ->
                                Future.failedFuture(
                                        new IllegalStateException(
                                                "Cannot listen on " + address + ":" + port,
                                                cause)));
    }

    private void refuseUnparsed(HttpServerRequest request) {
        EdgeLimits limits = settings.limits();
        String requestId = RequestIds.fresh();
        Throwable cause = request.decoderResult().cause();
        EdgeProblem problem = EdgeProblems.malformed();
        if (cause instanceof EdgeProblemException refusal) {
            problem = refusal.problem();
        } else if (cause instanceof TooLongHttpLineException) {
            problem = EdgeProblems.uriTooLong(limits.requestLineSize().asLongValue());
        } else if (cause instanceof TooLongFrameException) {
            problem = EdgeProblems.headersTooLarge(limits.headerSize().asLongValue());
        }
        AnswerHeaders.begin(request.response().headers(), requestId, request.isSSL());
        ConnectionGuards.refuse(vertx, request, problem, requestId);
    }
}
