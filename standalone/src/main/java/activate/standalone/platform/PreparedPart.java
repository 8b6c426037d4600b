package activate.standalone.platform;

import activate.embedded.part.Fault;
import activate.embedded.part.Part;
import activate.embedded.part.ProcessIdentity;
import java.util.Optional;

/** A part and what has to be made in it each time it has come up. */
record PreparedPart(Part part, Runnable preparation) implements Part {

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public int port() {
        return part.port();
    }

    @Override
    public String version() {
        return part.version();
    }

    @Override
    public void launch() {
        part.launch();
    }

    @Override
    public Optional<Fault> fault() {
        return part.fault();
    }

    @Override
    public void afterReady() {
        preparation.run();
    }

    @Override
    public void stop() {
        part.stop();
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return part.process();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return part.awaitEnd(millis);
    }
}
