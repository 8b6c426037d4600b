package activate.tunnel.flow;

import activate.tunnel.frame.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What one stream's peer may send, what of it is held, and how much credit to give back.
///
/// The window doubles when it is less than what is consumed within 2.5 round trips, and the reader
/// keeps up. Growth is reserved from the session's and the process's memory beforehand; bytes
/// within the initial window are charged when they arrive. A window cannot be taken back from a
/// peer, so an idle one shrinks by not being granted again; a byte that then finds no memory fails
/// its stream only.
public final class ReceiveWindow {
    /// Credit comes back by halves, so two would do if nothing ever came late.
    private static final double ROUND_TRIPS = 2.5;

    /// Below this a round trip says more about thread scheduling than about the way.
    private static final long SHORTEST_ROUND_TRIP_NANOS = 1_000_000;

    /// A rate over less time would be that of a burst.
    private static final long MEASURED_NANOS = 20_000_000;

    /// A smaller grant than half a window goes out after this time, so that a slow link is never
    /// silent.
    private static final long SMALL_GRANT_NANOS = 1_000_000_000;

    private static final int SMALL_GRANT_BYTES = 4096;

    private final SessionMemory memory;
    private final int initial;
    private final int max;
    private final ReceiveQueue queue = new ReceiveQueue();
    private long window;
    private long peerCredit;
    private long reserved;
    private long charged;
    private long lastGrantAt;
    private long measuredSince;
    private long measuredBytes;
    private long lastDataAt;

    public ReceiveWindow(SessionMemory memory, int initialBytes, int maxBytes, long nowNanos) {
        this.memory = memory;
        this.initial = initialBytes;
        this.max = maxBytes;
        this.window = initialBytes;
        this.peerCredit = Frame.INITIAL_WINDOW;
        this.lastGrantAt = nowNanos;
        this.measuredSince = nowNanos;
        this.lastDataAt = nowNanos;
    }

    /// What to announce beyond the protocol's own initial window when the stream opens.
    public long firstGrant() {
        long grant = initial - peerCredit;
        peerCredit = initial;
        return grant;
    }

    /// Takes a Data frame's length from the peer's credit, before any payload is held.
    public boolean admit(long length, long nowNanos) {
        if (length > peerCredit) {
            return false;
        }
        if (peerCredit == window) {
            // The first bytes after a full grant start the clock of small grants.
            lastGrantAt = nowNanos;
        }
        lastDataAt = nowNanos;
        peerCredit -= length;
        return true;
    }

    /// Holds a piece of payload; false when the memory budget has no room.
    public boolean hold(ByteBuffer piece) {
        if (!charge(Math.max(reserved, queue.size() + piece.remaining()))) {
            return false;
        }
        queue.append(piece);
        return true;
    }

    public @Nullable ByteBuffer take(int max) {
        ByteBuffer bytes = queue.take(max);
        if (bytes != null) {
            settle();
        }
        return bytes;
    }

    public long unread() {
        return queue.size();
    }

    public long peerCredit() {
        return peerCredit;
    }

    public long window() {
        return window;
    }

    public boolean isGrown() {
        return window > initial;
    }

    /// Whether a grant is worth a frame now.
    public boolean isGrantDue(long nowNanos) {
        long grant = window - peerCredit - queue.size();
        return grant >= window / 2
                || (grant >= SMALL_GRANT_BYTES && nowNanos - lastGrantAt >= SMALL_GRANT_NANOS);
    }

    /// The credit to announce now; grows the window first where that helps.
    ///
    /// @param roundTripNanos lowest round trip known, 0 when none is
    public long grant(long nowNanos, long roundTripNanos) {
        if (!isGrantDue(nowNanos)) {
            return 0;
        }
        growIfLimiting(window - peerCredit - queue.size(), nowNanos, roundTripNanos);
        long grant = window - peerCredit - queue.size();
        peerCredit += grant;
        lastGrantAt = nowNanos;
        return grant;
    }

    /// Grows when the window is less than what is consumed within so many round trips.
    private void growIfLimiting(long consumed, long nowNanos, long roundTripNanos) {
        measuredBytes += consumed;
        long elapsed = nowNanos - measuredSince;
        if (elapsed < MEASURED_NANOS) {
            return;
        }
        double rate = (double) measuredBytes / elapsed;
        measuredSince = nowNanos;
        measuredBytes = 0;
        boolean readerKeepsUp = queue.size() <= window / 2;
        if (roundTripNanos == 0 || window >= max || !readerKeepsUp) {
            return;
        }
        double wanted = rate * ROUND_TRIPS * Math.max(roundTripNanos, SHORTEST_ROUND_TRIP_NANOS);
        if (wanted > window) {
            long target = Math.min(max, window * 2);
            if (charge(Math.max(target - initial, queue.size()))) {
                window = target;
                reserved = target - initial;
            }
        }
    }

    /// Halves a grown window that had no data for the given time. True when it stays grown.
    public boolean shrinkIfIdle(long nowNanos, long idleNanos) {
        if (isGrown() && nowNanos - lastDataAt >= idleNanos) {
            window = Math.max(initial, window / 2);
            reserved = window - initial;
            settle();
        }
        return isGrown();
    }

    /// Drops what is held and returns all memory.
    public void close() {
        queue.clear();
        window = initial;
        reserved = 0;
        settle();
    }

    private boolean charge(long target) {
        if (target > charged) {
            if (!memory.tryReserve(target - charged)) {
                return false;
            }
            charged = target;
        }
        return true;
    }

    private void settle() {
        long target = Math.max(reserved, queue.size());
        if (target < charged) {
            memory.release(charged - target);
            charged = target;
        }
    }
}
