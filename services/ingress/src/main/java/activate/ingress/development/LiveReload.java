package activate.ingress.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus looks for changed sources when its own HTTP server is asked something. The edge serves
 * its users on other listeners, so this asks in their place.
 */
@IfBuildProfile("dev")
@ApplicationScoped
class LiveReload {
    private static final long PERIOD_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpServer server;
    private @Nullable HttpClient client;
    private long timer;

    LiveReload(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    void begin(@Observes StartupEvent event) {
        HttpClient asking = vertx.createHttpClient();
        client = asking;
        timer =
                vertx.setPeriodic(
                        PERIOD_MILLIS,
                        _ ->
                                asking.request(HttpMethod.GET, server.getPort(), "127.0.0.1", "/")
                                        .compose(request -> request.send()));
    }

    void end(@Observes ShutdownEvent event) {
        HttpClient asking = client;
        if (asking != null) {
            vertx.cancelTimer(timer);
            asking.close();
        }
    }
}
