package activate.tunnel.flow;

/// Bounds the bytes that are on their way, so that a bulk copy fills the link but not the buffers
/// along it.
///
/// Echoed probes say how many bytes have arrived and how long that took. The bound grows while it
/// is the limit and the lowest delay of a round stays near the way's own, and shrinks in proportion
/// when the delay does not. What the link was seen to deliver within one undelayed round trip is
/// never cut, so noise in the measurements cannot starve it.
public final class InflightGuard {
    private static final int FLOOR_BYTES = 16 * 1024;
    private static final int START_BYTES = 64 * 1024;
    private static final int STEP_BYTES = 4 * 1024;

    /// On a slow way a full frame ahead of a keystroke would be felt.
    private static final int SMALLEST_FRAME = 2 * 1024;
    private static final long MIN_TARGET_NANOS = 5_000_000;

    /// Rounds at the lower bound with a delay still high: the way itself has become longer.
    private static final int ROUNDS_TO_BELIEVE = 12;

    /// Such a belief is checked after so many rounds, and less often each time that it holds: with
    /// little on its way, a delay of our own making falls.
    private static final int FIRST_DOUBT = 16;

    private static final int LAST_DOUBT = 256;
    private static final int DOUBT_ROUNDS = 3;

    private final RoundTrip roundTrip;
    private final boolean measuring;
    private long bound = START_BYTES;
    private boolean starting = true;
    private int delayedStarts;
    private boolean limited;
    private long delivered;
    private double bestRate;
    private long roundStartedAt;
    private long roundStartedWith;
    private long roundLowest = Long.MAX_VALUE;
    private int roundsAtFloor;
    private int roundsToDoubt;
    private int doubtEvery;
    private int doubtRounds;
    private long believed;
    private long boundBeforeDoubt;
    private double lastRate;

    /// @param measuring false leaves it open for ever: a stock peer's echoes may wait behind its
    /// own data and would say nothing about the way
    public InflightGuard(RoundTrip roundTrip, boolean measuring, long nowNanos) {
        this.roundTrip = roundTrip;
        this.measuring = measuring;
        this.roundStartedAt = nowNanos;
    }

    public long bound() {
        return bound;
    }

    /// Bytes sent that are not known to have arrived.
    public long inflight(long sentBytes) {
        return sentBytes - delivered;
    }

    public boolean isOpen(long sentBytes) {
        return !measuring || sentBytes - delivered < bound;
    }

    /// The largest frame that should be sent now.
    public int frameLimit(int frameBytes) {
        return measuring ? Math.clamp(bound / 16, SMALLEST_FRAME, frameBytes) : frameBytes;
    }

    /// Something was ready and had to wait for this guard.
    public void noteLimited() {
        limited = true;
    }

    /// An echo came back that says where the peer is, and nothing about a load of ours.
    public void arrived(long mark) {
        delivered = mark;
    }

    /// An echo came back. True when a round is over.
    ///
    /// @param mark bytes that had been sent before the probe
    public boolean answered(long mark, long probeSentAt, long nowNanos) {
        delivered = mark;
        roundLowest = Math.min(roundLowest, nowNanos - probeSentAt);
        if (probeSentAt - roundStartedAt < 0) {
            return false;
        }
        measureRate(nowNanos);
        adjust();
        roundStartedAt = nowNanos;
        roundStartedWith = delivered;
        roundLowest = Long.MAX_VALUE;
        limited = false;
        return true;
    }

    /// Over whole rounds, because answers that arrive together would show any rate.
    private void measureRate(long nowNanos) {
        double rate =
                (double) (delivered - roundStartedWith) / Math.max(1, nowNanos - roundStartedAt);
        bestRate = Math.max(rate, bestRate * 0.99);
        if (limited && doubtRounds == 0) {
            lastRate = rate;
        }
    }

    private void adjust() {
        long way = roundTrip.minNanos();
        long target = target(way);
        long excess = roundLowest - way;
        if (doubtRounds > 0) {
            if (--doubtRounds == 0) {
                settleDoubt(way);
            }
            return;
        }
        if (roundsToDoubt > 0 && --roundsToDoubt == 0) {
            doubt(way);
            return;
        }
        if (excess > target) {
            shrink(way, target, excess);
            return;
        }
        roundsAtFloor = 0;
        delayedStarts = 0;
        if (!limited) {
            return;
        }
        if (starting) {
            bound += bound;
        } else if (excess <= target / 4) {
            bound += Math.max(STEP_BYTES, bound / 8);
        } else {
            bound += Math.max(bound / 32, (long) (bestRate * (target - excess) / 2));
        }
    }

    /// Half of what is too much is taken back: the other half of the effect is still on its way.
    private void shrink(long way, long target, long excess) {
        if (starting && ++delayedStarts < 2) {
            // One delayed round may be our own hiccup, and a start given up early is slow to
            // regain.
            return;
        }
        starting = false;
        long floor = Math.max(FLOOR_BYTES, (long) (bestRate * (way + target)));
        long wanted = bound - (long) (bestRate * (excess - target) / 2);
        bound = Math.max(Math.max(wanted, bound * 3 / 4), Math.min(floor, bound));
        if (bound <= floor && ++roundsAtFloor >= ROUNDS_TO_BELIEVE) {
            roundTrip.raise(roundLowest);
            doubtEvery = FIRST_DOUBT;
            roundsToDoubt = FIRST_DOUBT;
            roundsAtFloor = 0;
        }
    }

    /// For a few rounds little is on its way. A delay that falls was of our own making; one that
    /// stays was not, and everything goes on as before.
    private void doubt(long way) {
        believed = way;
        boundBeforeDoubt = bound;
        bound = Math.max(FLOOR_BYTES, bound / 4);
        doubtRounds = DOUBT_ROUNDS;
    }

    private void settleDoubt(long way) {
        long target = target(way);
        if (believed - way > target) {
            bestRate = lastRate;
            bound = Math.max(FLOOR_BYTES, (long) (lastRate * (way + target)));
            doubtEvery = FIRST_DOUBT;
        } else {
            bound = boundBeforeDoubt;
            doubtEvery = Math.min(LAST_DOUBT, doubtEvery * 2);
        }
        roundsToDoubt = doubtEvery;
    }

    private static long target(long way) {
        return Math.max(MIN_TARGET_NANOS, way / 8);
    }
}
