package activate.embedded.mongo;

import activate.embedded.part.Fault;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command at a time, and one flush for all writes that wait for one. A commit never falls into
 * the middle of a write: a document and its index entries reach the disk together or not at all.
 *
 * <p>One at a time, because the backend by itself looks for a document and changes it in two steps:
 * of two conditional updates both would win. Answers are copies, because its own are the documents
 * of the store, which the next write changes while the answer is on its way out.
 */
final class GroupCommit {

    /** MongoDB's number for it. */
    private static final int NOT_STORED = 14031;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final MVStore store;
    private final Runnable onBroken;

    /** Held by the one command that runs. Fair, or a stream of writes would keep a commit out. */
    private final ReentrantLock running = new ReentrantLock(true);

    private final ReentrantLock flushing = new ReentrantLock();

    /**
     * Counts finished writes; guarded by {@link #running}. The store's own version will not do: it
     * stands still over a commit of nothing.
     */
    private long finished;

    /** The writes up to this one are safely on disk; guarded by {@link #flushing}. */
    private long flushed;

    /**
     * @param onBroken called when a commit could not be written. The store is closed by then: what
     *     it holds in memory is ahead of the disk, and nobody may read it any more.
     */
    GroupCommit(MVStore store, Runnable onBroken) {
        this.store = store;
        this.onBroken = onBroken;
    }

    /** Runs a command that changes nothing. */
    Document read(Supplier<Document> command) {
        running.lock();
        try {
            return command.get().cloneDeeply();
        } finally {
            running.unlock();
        }
    }

    /** Runs a command and returns when what it changed is on disk. */
    Document write(Supplier<Document> command) {
        long written;
        Document answer;
        running.lock();
        try {
            answer = command.get().cloneDeeply();
            finished++;
            written = finished;
        } finally {
            running.unlock();
        }
        flush(written);
        return answer;
    }

    private void flush(long write) {
        flushing.lock();
        try {
            if (flushed < write) {
                flushed = commit();
            }
        } finally {
            flushing.unlock();
        }
    }

    /** The number of the last write that is on disk then. */
    private long commit() {
        try {
            long committed;
            running.lock();
            try {
                committed = finished;
                store.commit();
            } finally {
                running.unlock();
            }
            store.sync();
            return committed;
        } catch (RuntimeException | Error e) {
            // Whatever it was: a full disk, one that fails, no memory.
            store.closeImmediately();
            LOG.error("writes could not be stored: reason={}", Fault.message(e));
            onBroken.run();
            throw new MongoServerError(
                    NOT_STORED, "OutOfDiskSpace", "not stored: " + Fault.message(e));
        }
    }
}
