package activate.embedded.part;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server inside the supervisor's own process; it ends when it is stopped, or breaks. */
public abstract class EmbeddedPart implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPart.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);

    private final String name;
    private final int port;
    private final Duration closeDeadline;

    /** Open as long as the server runs. */
    private volatile CountDownLatch ended = new CountDownLatch(0);

    /** Not the part itself, whose own lock a server that hangs may hold for ever. */
    private final Object life = new Object();

    /** Closes the life before; guarded by {@link #life}. */
    private @Nullable Thread closing;

    protected EmbeddedPart(String name, int port) {
        this(name, port, CLOSE_DEADLINE);
    }

    /**
     * @param closeDeadline after which a server that hangs is left behind
     */
    protected EmbeddedPart(String name, int port, Duration closeDeadline) {
        this.name = name;
        this.port = port;
        this.closeDeadline = closeDeadline;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int port() {
        return port;
    }

    /** Starts the server; returns when it is bound. */
    protected abstract void open();

    /** Stops the server; harmless when it does not run. */
    protected abstract void close();

    @Override
    public final void launch() {
        if (isClosing()) {
            throw new PartFailure(
                    name
                            + " hangs and does not let go of its earlier run: ./activate down, then up");
        }
        open();
        ended = new CountDownLatch(1);
    }

    /**
     * A server that hangs is left behind after the deadline: the others have to be stopped, too.
     */
    @Override
    public final void stop() {
        try {
            if (!closer().join(closeDeadline)) {
                LOG.error("part does not close: part={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.countDown();
    }

    /** Tells that the server is of no use any more, so that it is started again at once. */
    protected final void broken() {
        ended.countDown();
    }

    @Override
    public final Optional<ProcessIdentity> process() {
        return ended.getCount() > 0 ? Optional.of(ProcessIdentity.current()) : Optional.empty();
    }

    @Override
    public final boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean isClosing() {
        synchronized (life) {
            return closing != null && closing.isAlive();
        }
    }

    private Thread closer() {
        synchronized (life) {
            Thread present = closing;
            if (present == null || !present.isAlive()) {
                present =
                        Thread.ofPlatform()
                                .name("close-" + name)
                                .daemon()
                                .start(this::closeQuietly);
                closing = present;
            }
            return present;
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (RuntimeException | Error e) {
            // What a broken server makes of its end changes nothing: it is over.
            LOG.warn("part did not close in order: part={}", name, e);
        }
    }
}
