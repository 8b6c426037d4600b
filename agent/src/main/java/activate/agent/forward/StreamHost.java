package activate.agent.forward;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The session that a stream lives in, as its threads need it: the one lock, and the writer to wake.
 */
public interface StreamHost {
    /** Held around every call to the session or its streams. */
    ReentrantLock lock();

    /** Called with the lock held after something may have become sendable. */
    void wakeWriter();
}
