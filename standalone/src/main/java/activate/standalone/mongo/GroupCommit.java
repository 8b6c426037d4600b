package activate.standalone.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * One command at a time, and one flush for all writes that wait for one. A commit never falls into
 * the middle of a write: a document and its index entries reach the disk together or not at all.
 *
 * <p>One at a time, because the backend by itself looks for a document and changes it in two steps:
 * of two conditional updates both would win. Answers are copies, because its own are the documents
 * of the store, which the next write changes while the answer is on its way out.
 */
final class GroupCommit {

    private final MVStore store;

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

    GroupCommit(MVStore store) {
        this.store = store;
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
        if (running.isHeldByCurrentThread()) {
            // One message runs another as a part of it: the outer one commits for both.
            return command.get();
        }
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
            if (flushed >= write) {
                return;
            }
            long committed;
            running.lock();
            try {
                committed = finished;
                store.commit();
            } finally {
                running.unlock();
            }
            store.sync();
            flushed = committed;
        } finally {
            flushing.unlock();
        }
    }
}
