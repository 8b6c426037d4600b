package activate.ingress.listener;

import activate.ingress.limit.ConnectionLimit;
import activate.ingress.limit.LimitConfig;
import activate.ingress.limit.RequestLimit;
import activate.ingress.route.RouteConfig;
import activate.ingress.route.RouteTable;
import activate.ingress.site.SiteConfig;
import activate.ingress.site.SitePages;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the edge as a whole: opens them on every event loop, shares the counts among
 * them, and gives them a new certificate when the files have changed.
 */
public final class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);

    /** All settings of the edge. */
    public record Settings(
            ListenerConfig listener, LimitConfig limits, RouteConfig routes, SiteConfig site) {}

    private final Vertx vertx;
    private final Settings settings;
    private final List<EdgeLoop> loops = new CopyOnWriteArrayList<>();
    private final ConnectionLimit connections;
    private final RequestLimit requests;
    private volatile @Nullable Certificate certificate;
    private volatile @Nullable String deployment;
    private volatile String lastComplaint = "";
    private volatile long reloadTimer = -1;
    private volatile @Nullable Future<Certificate> reloading;

    public Edge(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.connections = new ConnectionLimit(settings.limits());
        this.requests = new RequestLimit(settings.limits());
    }

    /** Opens the listeners; fails when a port is taken or the certificate cannot be used. */
    public Future<Void> open() {
        ListenerConfig listener = settings.listener();
        RouteTable routes = new RouteTable(settings.routes(), settings.limits());
        SitePages pages = new SitePages(settings.site());
        return vertx.executeBlocking(this::readCertificate)
                .compose(
                        first -> {
                            certificate = first;
                            return vertx.deployVerticle(
                                    () -> loop(first, routes, pages),
                                    new DeploymentOptions().setInstances(listener.eventLoops()));
                        })
                .onSuccess(
                        id -> {
                            deployment = id;
                            long period = listener.reloadPeriod().toMillis();
                            reloadTimer = vertx.setPeriodic(period, _ -> reload());
                            LOG.infof(
                                    "listening addresses=%s httpsPort=%d httpPort=%d",
                                    listener.bind(), httpsPort(), httpPort());
                        })
                .mapEmpty();
    }

    public Future<Void> close() {
        String id = deployment;
        vertx.cancelTimer(reloadTimer);
        deployment = null;
        Future<Certificate> last = reloading;
        Future<?> settled = last == null ? Future.succeededFuture() : last.otherwiseEmpty();
        return settled.compose(_ -> id == null ? Future.succeededFuture() : vertx.undeploy(id));
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

    /** Open client connections. */
    public int connections() {
        return connections.open();
    }

    /** Requests being answered. */
    public int requests() {
        return requests.open();
    }

    private EdgeLoop loop(Certificate first, RouteTable routes, SitePages pages) {
        EdgeLoop loop =
                new EdgeLoop(
                        settings,
                        new EdgeLoop.Shared(routes, pages, connections, requests),
                        first.options());
        loops.add(loop);
        return loop;
    }

    private Certificate readCertificate() throws IOException, GeneralSecurityException {
        ListenerConfig listener = settings.listener();
        return Certificate.read(vertx, listener.certFile(), listener.keyFile());
    }

    private void reload() {
        Future<Certificate> last = reloading;
        if (last != null && !last.isComplete()) {
            return;
        }
        Future<Certificate> reading = vertx.executeBlocking(this::readCertificate);
        reloading = reading;
        reading.onFailure(this::complain)
                .onSuccess(
                        found -> {
                            lastComplaint = "";
                            Certificate old = certificate;
                            if (old == null || !found.isSameAs(old)) {
                                use(found);
                            }
                        });
    }

    private void use(Certificate found) {
        certificate = found;
        SSLOptions options = new SSLOptions().setKeyCertOptions(found.options());
        options.setEnabledSecureTransportProtocols(EdgeLoop.PROTOCOLS);
        options.setUseAlpn(true);
        for (EdgeLoop loop : loops) {
            loop.useCertificate(new SSLOptions(options));
        }
        LOG.infof("certificate loaded serial=%s expiresAt=%s", found.serial(), found.expiresAt());
    }

    /**
     * Files that do not fit are half-way through a change, or wrong: the old pair stays, and it is
     * said once.
     */
    private void complain(Throwable cause) {
        String complaint = String.valueOf(cause.getMessage());
        if (!complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            LOG.warnf("certificate not loaded, the one in use stays reason=%s", complaint);
        }
    }
}
