package activate.standalone.store;

import activate.embedded.part.Fault;
import activate.embedded.part.Part;
import activate.embedded.part.ProcessIdentity;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A real server that somebody else runs: we ask after it and prepare it, and never start or stop
 * it.
 */
final class OutsidePart implements Part {

    private final String name;
    private final URI url;
    private final Supplier<Optional<Fault>> probe;
    private final Runnable preparation;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    OutsidePart(String name, URI url, Supplier<Optional<Fault>> probe, Runnable preparation) {
        this.name = name;
        this.url = url;
        this.probe = probe;
        this.preparation = preparation;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return Math.max(url.getPort(), 0);
    }

    @Override
    public String version() {
        return "outside";
    }

    @Override
    public void launch() {
        // It runs already, or not at all.
        stopped = new CountDownLatch(1);
    }

    @Override
    public Optional<Fault> fault() {
        return probe.get().map(Fault::elsewhere);
    }

    @Override
    public void afterReady() {
        preparation.run();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return Optional.empty();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }
}
