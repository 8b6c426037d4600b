package activate.ingress.listener;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.route.RouteSettings;
import activate.ingress.site.SiteConfig;
import activate.ingress.wire.FrameConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Opens the edge when the application starts and closes it when it stops; ready while it is open.
 */
@Readiness
@ApplicationScoped
class StartEdge implements HealthCheck {

    private static final long DEADLINE_SECONDS = 20;

    private final Edge edge;

    StartEdge(
            Vertx vertx,
            ListenerConfig listener,
            EdgeLimits limits,
            FrameConfig frames,
            RouteSettings routes,
            SiteConfig site) {
        this.edge = new Edge(vertx, new Edge.Settings(listener, limits, frames, routes, site));
    }

    void start(@Observes StartupEvent event, MeterRegistry meters) throws Exception {
        meters.gauge("activate.ingress.connections", edge, Edge::connections);
        meters.gauge("activate.ingress.requests", edge, Edge::requests);
        meters.gauge("activate.ingress.upgrades", edge, Edge::upgrades);
        meters.gauge("activate.ingress.files", edge, Edge::files);
        meters.gauge("activate.ingress.waiting", edge, Edge::waiting);
        edge.open()
                .toCompletionStage()
                .toCompletableFuture()
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        edge.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("edge").status(edge.isOpen()).build();
    }
}
