package activate.ingress.wire;

/**
 * What one connection may still send of frames that carry neither a request nor a body. Time, and
 * work that such frames belong to, fill it up again. One event loop only.
 */
final class FrameBudget {

    private static final double NANOS = 1e9;

    private final int burst;
    private final int perSecond;
    private double left;
    private long sinceNanos;

    FrameBudget(int burst, int perSecond, long nowNanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.sinceNanos = nowNanos;
    }

    /** Takes one frame; false when there is nothing left. */
    boolean take(long nowNanos) {
        if (left < 1) {
            // The clock is asked only when it matters.
            give((nowNanos - sinceNanos) / NANOS * perSecond);
            sinceNanos = nowNanos;
        }
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    void give(double frames) {
        left = Math.min(burst, left + frames);
    }
}
