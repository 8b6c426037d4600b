package activate.ingress.listener;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of the certificate from time to time and switches to what they hold, if it can
 * be used.
 */
final class ReloadCertificate {

    private static final Logger LOG = Logger.getLogger(ReloadCertificate.class);

    private final Vertx vertx;
    private final ListenerConfig config;
    private final SwitchingKeys keys;
    private final long timer;
    private volatile String complaint = "";
    private volatile @Nullable Future<Certificate> reading;

    private ReloadCertificate(Vertx vertx, ListenerConfig config, SwitchingKeys keys) {
        this.vertx = vertx;
        this.config = config;
        this.keys = keys;
        this.timer = vertx.setPeriodic(config.reloadPeriod().toMillis(), _ -> look());
    }

    /** Reads the first certificate, which must be good. */
    static Future<SwitchingKeys> first(Vertx vertx, ListenerConfig config) {
        return vertx.executeBlocking(() -> new SwitchingKeys(read(vertx, config)));
    }

    static ReloadCertificate start(Vertx vertx, ListenerConfig config, SwitchingKeys keys) {
        return new ReloadCertificate(vertx, config, keys);
    }

    /** Why the files cannot be used now; empty while they can. */
    String complaint() {
        return complaint;
    }

    Future<Void> stop() {
        vertx.cancelTimer(timer);
        Future<Certificate> last = reading;
        return last == null ? Future.succeededFuture() : last.otherwiseEmpty().mapEmpty();
    }

    private static Certificate read(Vertx vertx, ListenerConfig config)
            throws IOException, GeneralSecurityException {
        return Certificate.read(vertx, config.certFile(), config.keyFile());
    }

    private void look() {
        Future<Certificate> last = reading;
        if (last == null || last.isComplete()) {
            Future<Certificate> next = vertx.executeBlocking(this::readChanged);
            reading = next;
            next.onSuccess(this::found).onFailure(this::complain);
        }
    }

    private Certificate readChanged() throws IOException, GeneralSecurityException {
        Certificate current = keys.current();
        return Certificate.fingerprintOf(config.certFile(), config.keyFile())
                        .equals(current.fingerprint())
                ? current
                : read(vertx, config);
    }

    private void found(Certificate found) {
        complaint = "";
        if (!found.fingerprint().equals(keys.current().fingerprint())) {
            keys.use(found);
            LOG.infof(
                    "certificate loaded serial=%s expiresAt=%s", found.serial(), found.expiresAt());
        }
    }

    /**
     * Files that do not fit are half-way through a change, or wrong: the old pair stays, and it is
     * said once.
     */
    private void complain(Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.warnf("certificate not loaded, the one in use stays reason=%s", why);
        }
    }
}
