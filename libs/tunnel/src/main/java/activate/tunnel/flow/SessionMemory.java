package activate.tunnel.flow;

/// One session's share of the process budget, with a cap of its own.
public final class SessionMemory {
    private final MemoryBudget budget;
    private final long cap;
    private long used;

    public SessionMemory(MemoryBudget budget, long capBytes) {
        this.budget = budget;
        this.cap = capBytes;
    }

    boolean tryReserve(long bytes) {
        if (used + bytes > cap || !budget.tryReserve(bytes)) {
            return false;
        }
        used += bytes;
        return true;
    }

    void release(long bytes) {
        used -= bytes;
        budget.release(bytes);
    }

    public long usedBytes() {
        return used;
    }
}
