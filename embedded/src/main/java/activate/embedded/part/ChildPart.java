package activate.embedded.part;

import activate.embedded.home.Home;
import java.time.Duration;
import java.util.Optional;

/** A part that is one child process. */
public abstract class ChildPart implements Part {

    protected final ChildProcess process;
    private final String name;
    private final int port;
    private final String endSignal;
    private final Duration endDeadline;

    /**
     * @param port where it listens; 0 when it does not
     * @param endSignal that asks it to end
     * @param endDeadline after which it is ended by force
     */
    protected ChildPart(Home home, String name, int port, String endSignal, Duration endDeadline) {
        this.process = new ChildProcess(home, name);
        this.name = name;
        this.port = port;
        this.endSignal = endSignal;
        this.endDeadline = endDeadline;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public void stop() {
        process.stop(endSignal, endDeadline);
    }

    @Override
    public final Optional<ProcessIdentity> process() {
        return process.identity();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return process.awaitEnd(millis);
    }
}
