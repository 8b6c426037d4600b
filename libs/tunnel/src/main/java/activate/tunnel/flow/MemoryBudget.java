package activate.tunnel.flow;

import java.util.concurrent.atomic.AtomicLong;

/// The receive memory of a whole process, shared by all its sessions.
///
/// Thread-safe; everything else in this package is confined to the thread of its session.
public final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("limitBytes: " + limitBytes + " (expected: >= 0)");
        }
        this.limit = limitBytes;
    }

    public long limitBytes() {
        return limit;
    }

    public long usedBytes() {
        return used.get();
    }

    boolean tryReserve(long bytes) {
        long before;
        do {
            before = used.get();
            if (before + bytes > limit) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    void release(long bytes) {
        if (used.addAndGet(-bytes) < 0) {
            throw new IllegalStateException("released more memory than was reserved");
        }
    }
}
