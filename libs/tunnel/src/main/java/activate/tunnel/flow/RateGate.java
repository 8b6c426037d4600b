package activate.tunnel.flow;

import activate.tunnel.config.TunnelLimits.Rate;

/// A token bucket in passed-in time.
public final class RateGate {
    private static final long SECOND = 1_000_000_000L;

    private final long nanosPerToken;
    private final long capacity;
    private long credit;
    private long lastAt;

    public RateGate(Rate rate, long nowNanos) {
        this.nanosPerToken = SECOND / rate.perSecond();
        this.capacity = nanosPerToken * rate.burst();
        this.credit = capacity;
        this.lastAt = nowNanos;
    }

    /// Takes one token; false when the rate is exceeded.
    public boolean tryPass(long nowNanos) {
        credit = Math.min(capacity, credit + Math.max(0, nowNanos - lastAt));
        lastAt = nowNanos;
        if (credit < nanosPerToken) {
            return false;
        }
        credit -= nanosPerToken;
        return true;
    }
}
