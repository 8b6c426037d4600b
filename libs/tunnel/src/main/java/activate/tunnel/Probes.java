package activate.tunnel;

import activate.tunnel.flow.InflightGuard;
import activate.tunnel.flow.RoundTrip;
import activate.tunnel.frame.Frame;

/// Our pings: signs of life, round trips, and marks of how far the peer has received.
///
/// Answers come in the order of the pings, so one answer settles all earlier ones.
final class Probes {
    private static final int RING = 32;

    /// Fewer undelivered bytes are not worth a measurement: typing stays free of extra frames.
    private static final int MEASURED_BYTES = 8 * 1024;

    /// Measurements per bound of the guard: answers must release it in small steps, not in bursts.
    private static final int PER_BOUND = 16;

    private static final long MIN_SPACING_NANOS = 1_000_000;
    private static final long RECEIVING_SPACING_NANOS = 10_000_000;
    private static final long QUIET_NANOS = 1_000_000_000;

    /// @param guarding whether the answer says something about what we send
    private record Sent(long at, long mark, boolean idle, boolean guarding) {}

    private final SessionControl control;
    private final RoundTrip roundTrip;
    private final InflightGuard guard;
    private final boolean measuring;
    private final Sent[] ring = new Sent[RING];
    private int lastId;
    private int lastAnswered;
    private long lastSentAt;
    private long lastMark;
    private long lastDataAt;
    private boolean due = true;
    private boolean forReceiving;

    Probes(SessionControl control, RoundTrip roundTrip, InflightGuard guard, boolean measuring) {
        this.control = control;
        this.roundTrip = roundTrip;
        this.guard = guard;
        this.measuring = measuring;
        this.lastSentAt = control.now();
        this.lastDataAt = control.now() - QUIET_NANOS;
    }

    boolean isDue() {
        return due;
    }

    void request() {
        due = true;
    }

    long lastSentAt() {
        return lastSentAt;
    }

    /// Data went over the carrier, in either direction: a round trip measured across it is not the
    /// way's own.
    void dataMoved(long nowNanos) {
        lastDataAt = nowNanos;
    }

    /// Asks for a measurement when enough is on its way and the last one is not too recent.
    void dataSent(long sentBytes, long nowNanos) {
        lastDataAt = nowNanos;
        requestIfUnmeasured(sentBytes, nowNanos);
    }

    /// Asks for a measurement while much is received: a window must not grow on a round trip that
    /// was measured in a bad moment.
    void receiving(long nowNanos) {
        if (measuring
                && lastId - lastAnswered < RING / 2
                && nowNanos - lastSentAt >= RECEIVING_SPACING_NANOS) {
            due = true;
            forReceiving = true;
        }
    }

    private void requestIfUnmeasured(long sentBytes, long nowNanos) {
        if (!measuring || guard.inflight(sentBytes) < MEASURED_BYTES) {
            return;
        }
        int outstanding = lastId - lastAnswered;
        boolean isApart =
                sentBytes - lastMark >= Math.max(MEASURED_BYTES, guard.bound() / PER_BOUND)
                        && nowNanos - lastSentAt >= MIN_SPACING_NANOS;
        if (outstanding == 0 || (outstanding < RING && isApart)) {
            due = true;
        }
    }

    /// Sends what is due, stamped now that it really leaves.
    void sendDue(long sentBytes, long nowNanos) {
        if (!due) {
            return;
        }
        due = false;
        lastId++;
        lastSentAt = nowNanos;
        lastMark = sentBytes;
        boolean idle = nowNanos - lastDataAt >= QUIET_NANOS;
        boolean guarding = !forReceiving || guard.inflight(sentBytes) >= MEASURED_BYTES;
        forReceiving = false;
        ring[lastId & (RING - 1)] = new Sent(nowNanos, sentBytes, idle, guarding);
        control.send(Frame.PING, Frame.SYN, 0, lastId);
    }

    /// True when the answer ended a round of the guard.
    boolean answered(int id, long sentBytes, long nowNanos) {
        int age = lastId - id;
        if (age < 0 || age >= RING || id - lastAnswered <= 0) {
            return false;
        }
        lastAnswered = id;
        Sent sent = ring[id & (RING - 1)];
        boolean idle = sent.idle() && lastDataAt - sent.at() < 0;
        roundTrip.sample(nowNanos - sent.at(), idle);
        boolean roundOver = false;
        if (sent.guarding()) {
            roundOver = measuring && guard.answered(sent.mark(), sent.at(), nowNanos);
        } else {
            guard.arrived(sent.mark());
        }
        // A closed guard sends no data, so the next measurement must not wait for any.
        requestIfUnmeasured(sentBytes, nowNanos);
        return roundOver;
    }
}
