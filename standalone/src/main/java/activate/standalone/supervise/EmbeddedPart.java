package activate.standalone.supervise;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A server inside the supervisor's own process; it ends only when it is stopped. */
public abstract class EmbeddedPart implements Part {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean running;

    /** Starts the server; returns when it is bound. */
    protected abstract void open();

    /** Stops the server; harmless when it does not run. */
    protected abstract void close();

    @Override
    public final void launch() {
        open();
        set(true);
    }

    @Override
    public final void stop() {
        close();
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
