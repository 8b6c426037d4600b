package activate.servicekit.startup;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The {@link LifeState} of this service. Any thread. */
@ApplicationScoped
public class LifeCycle {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile LifeState state = new LifeState.Starting();

    /** Where the service is now. */
    public LifeState state() {
        return state;
    }

    /** Takes the step to {@code next}; false, and nothing changes, where it may not follow. */
    boolean become(LifeState next) {
        lock.lock();
        try {
            if (!state.mayBecome(next)) {
                return false;
            }
            state = next;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the service is ready.
     *
     * @return false when it is not by the deadline, or is stopping
     */
    public boolean awaitReady(Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            long left = deadline.toNanos();
            while (!(state instanceof LifeState.Ready)) {
                if (left <= 0 || state instanceof LifeState.Stopping) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
