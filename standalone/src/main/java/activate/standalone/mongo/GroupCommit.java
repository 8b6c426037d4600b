package activate.standalone.mongo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * One commit and one flush for all writes that are under way. A commit never falls into the middle
 * of a write: a document and its index entries reach the disk together or not at all.
 */
final class GroupCommit {

    private final MVStore store;

    /**
     * Writes share it, a commit has it alone. Fair, or a stream of writes would keep the commit
     * out.
     */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock(true);

    private final ReentrantLock flushing = new ReentrantLock();

    /**
     * Counts finished writes. The store's own version will not do: it stands still over a commit of
     * nothing.
     */
    private final AtomicLong finished = new AtomicLong();

    /** The writes up to this one are safely on disk; guarded by {@link #flushing}. */
    private long flushed;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    <T> T write(Supplier<T> operation) {
        if (writing.getReadHoldCount() > 0) {
            // One message runs another as a part of it: the outer one commits for both.
            return operation.get();
        }
        long written;
        T answer;
        Lock shared = writing.readLock();
        shared.lock();
        try {
            answer = operation.get();
            written = finished.incrementAndGet();
        } finally {
            shared.unlock();
        }
        flush(written);
        return answer;
    }

    private void flush(long write) {
        flushing.lock();
        try {
            if (flushed >= write) {
                return;
            }
            long committed;
            Lock alone = writing.writeLock();
            alone.lock();
            try {
                committed = finished.get();
                store.commit();
            } finally {
                alone.unlock();
            }
            store.sync();
            flushed = committed;
        } finally {
            flushing.unlock();
        }
    }
}
