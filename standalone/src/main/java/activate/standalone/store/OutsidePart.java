package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.part.Fault;
import activate.embedded.part.Part;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A real server that somebody else runs: we ask after it and prepare it, and never start or stop
 * it.
 */
abstract class OutsidePart implements Part {

    final URI url;
    final Home home;
    final Logins logins;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param credential the variable of an administrator's credential
     */
    OutsidePart(Store store, URI url, Settings settings, String credential) {
        this.url = url;
        this.home = settings.home();
        this.logins = new Logins(settings, store, credential);
    }

    /** The variables with which a service reaches it. */
    abstract Map<String, String> variables(ServiceGrants grants);

    /** Why it is of no use now. */
    abstract Optional<Fault> trouble();

    /** Makes what the services need there. Harmless when all is there; sets passwords again. */
    abstract void ensure();

    /** The secret that tells probes of several installations in one server apart. */
    final String installation() {
        return home.secret("supervisor");
    }

    @Override
    public final String name() {
        return logins.store().part();
    }

    @Override
    public final int port() {
        return Math.max(url.getPort(), 0);
    }

    @Override
    public final String version() {
        return "outside";
    }

    @Override
    public final void launch() {
        // It runs already, or not at all.
        stopped = new CountDownLatch(1);
    }

    @Override
    public final Optional<Fault> fault() {
        return trouble().map(Fault::elsewhere);
    }

    @Override
    public final void afterReady() {
        ensure();
    }

    @Override
    public final void stop() {
        stopped.countDown();
    }

    @Override
    public final Optional<ProcessIdentity> process() {
        return Optional.empty();
    }

    @Override
    public final boolean awaitEnd(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }
}
