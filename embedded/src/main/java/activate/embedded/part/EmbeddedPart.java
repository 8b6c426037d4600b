package activate.embedded.part;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server inside the supervisor's own process; it ends when it is stopped, or breaks. */
public abstract class EmbeddedPart implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPart.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String name;
    private final int port;
    private final Duration closeDeadline;
    private boolean running;

    /** Closes the life before; guarded by {@link #lock}. */
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
                    name()
                            + " hangs and does not let go of its earlier run: ./activate down, then up");
        }
        open();
        set(true);
    }

    /**
     * A server that hangs is left behind after the deadline: the others have to be stopped, too.
     */
    @Override
    public final void stop() {
        try {
            if (!closer().join(closeDeadline)) {
                LOG.error("part does not close: part={}", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        set(false);
    }

    /** Tells that the server is of no use any more, so that it is started again at once. */
    protected final void broken() {
        set(false);
    }

    @Override
    public final Optional<ProcessIdentity> process() {
        lock.lock();
        try {
            return running ? Optional.of(ProcessIdentity.current()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final boolean awaitEnd(long millis) throws InterruptedException {
        long rest = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (running && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return !running;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing != null && closing.isAlive();
        } finally {
            lock.unlock();
        }
    }

    private Thread closer() {
        lock.lock();
        try {
            Thread present = closing;
            if (present == null || !present.isAlive()) {
                present =
                        Thread.ofPlatform()
                                .name("close-" + name())
                                .daemon()
                                .start(this::closeQuietly);
                closing = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (RuntimeException | Error e) {
            // What a broken server makes of its end changes nothing: it is over.
            LOG.warn("part did not close in order: part={}", name(), e);
        }
    }

    private void set(boolean nowRunning) {
        lock.lock();
        try {
            running = nowRunning;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
