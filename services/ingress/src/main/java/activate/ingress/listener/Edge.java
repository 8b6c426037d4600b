package activate.ingress.listener;

import activate.ingress.limit.ConnectionLimit;
import activate.ingress.limit.EdgeLimits;
import activate.ingress.limit.Shares;
import activate.ingress.route.RouteSettings;
import activate.ingress.route.RouteTable;
import activate.ingress.site.SiteConfig;
import activate.ingress.site.SitePages;
import activate.ingress.wire.FrameConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the edge as a whole: opens them on every event loop and shares the counts among
 * them.
 */
public final class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);

    /** All settings of the edge. */
    public record Settings(
            ListenerConfig listener,
            EdgeLimits limits,
            FrameConfig frames,
            RouteSettings routes,
            SiteConfig site) {}

    private final Vertx vertx;
    private final Settings settings;
    private final List<EdgeLoop> loops = new CopyOnWriteArrayList<>();
    private final ConnectionLimit connections;
    private final Shares shares;
    private volatile @Nullable ReloadCertificate reload;
    private volatile @Nullable String deployment;

    public Edge(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.connections = new ConnectionLimit(settings.limits());
        this.shares = new Shares(settings.limits());
    }

    /** Opens the listeners; fails when a port is taken or the certificate cannot be used. */
    public Future<Void> open() {
        ListenerConfig listener = settings.listener();
        RouteTable routes = new RouteTable(settings.routes(), settings.limits());
        SitePages pages = new SitePages(settings.site(), settings.routes().platform());
        DeploymentOptions instances = new DeploymentOptions().setInstances(listener.eventLoops());
        return ReloadCertificate.first(vertx, listener)
                .compose(
                        keys -> {
                            EdgeLoop.Shared shared =
                                    new EdgeLoop.Shared(routes, pages, connections, shares, keys);
                            return vertx.deployVerticle(() -> loop(shared), instances)
                                    .onSuccess(id -> opened(id, keys));
                        })
                .mapEmpty();
    }

    public Future<Void> close() {
        String id = deployment;
        ReloadCertificate reloading = reload;
        deployment = null;
        if (id == null || reloading == null) {
            return Future.succeededFuture();
        }
        return reloading.stop().compose(_ -> vertx.undeploy(id));
    }

    public boolean isOpen() {
        return deployment != null;
    }

    public int httpsPort() {
        return loops.getFirst().httpsPort();
    }

    public int httpPort() {
        return loops.getFirst().httpPort();
    }

    /** Why the files of the certificate cannot be used now; empty while they can. */
    public String certificateComplaint() {
        ReloadCertificate reloading = reload;
        return reloading == null ? "" : reloading.complaint();
    }

    /** Open client connections that are no socket. */
    public int connections() {
        return connections.open();
    }

    /** Requests being answered. */
    public int requests() {
        return shares.requests().open();
    }

    /** Upgraded sockets, and requests to become one. */
    public int upgrades() {
        return shares.upgrades().open();
    }

    /** Files being sent. */
    public int files() {
        return shares.files().open();
    }

    /** Bodies, answers and services that are waited for. */
    public int waiting() {
        return loops.stream().mapToInt(EdgeLoop::waiting).sum();
    }

    private EdgeLoop loop(EdgeLoop.Shared shared) {
        EdgeLoop loop = new EdgeLoop(settings, shared);
        loops.add(loop);
        return loop;
    }

    private void opened(String id, SwitchingKeys keys) {
        ListenerConfig listener = settings.listener();
        deployment = id;
        reload = ReloadCertificate.start(vertx, listener, keys);
        LOG.infof(
                "listening addresses=%s httpsPort=%d httpPort=%d",
                listener.bind(), httpsPort(), httpPort());
    }
}
