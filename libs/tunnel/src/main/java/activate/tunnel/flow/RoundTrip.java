package activate.tunnel.flow;

/// The lowest round trip of the carrier, from pings.
///
/// Busy streams inflate a measurement, so one taken under load can only lower the value; one taken
/// while idle also raises it slowly, so that a longer way is learnt.
public final class RoundTrip {
    private static final int RAISE_SHIFT = 3;

    private long min;

    public long minNanos() {
        return min;
    }

    public void sample(long nanos, boolean idle) {
        long measured = Math.max(1, nanos);
        if (min == 0 || measured < min) {
            min = measured;
        } else if (idle) {
            min += (measured - min) >> RAISE_SHIFT;
        }
    }

    /// The way has become longer for good.
    void raise(long nanos) {
        min = Math.max(min, nanos);
    }
}
