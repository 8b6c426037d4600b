package activate.tunnel;

import activate.tunnel.config.Timers;
import activate.tunnel.flow.RoundTrip;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionEnd.Timeout.Kind;
import java.util.Iterator;

/// Liveness, the write watchdog, open timeouts and the shrinking of idle windows.
///
/// Any received byte is a sign of life, so that an answer queued behind data never counts as
/// missing. A ping is also due when we sent nothing for a while: it is the peer's sign of life from
/// us.
final class SessionTimers {
    private final TunnelSession session;
    private final RoundTrip roundTrip;
    private final long keepalive;
    private final long silence;
    private final long writeStall;
    private final long windowIdle;
    private long lastReceivedAt;
    private long lastSentAt;
    private long lastPingAt;
    private long lastDataAt;
    private long pendingSince;
    private boolean outputPending;
    private long shrinkAt;
    private long promisedAt;
    private boolean pingDue;
    private int pingId;
    private boolean pingOutstanding;
    private boolean pingIdle;

    SessionTimers(TunnelSession session, Timers timers, RoundTrip roundTrip, long nowNanos) {
        this.session = session;
        this.roundTrip = roundTrip;
        this.keepalive = timers.keepalive().toNanos();
        this.silence = timers.silence().toNanos();
        this.writeStall = timers.writeStall().toNanos();
        this.windowIdle = timers.windowIdle().toNanos();
        this.lastReceivedAt = nowNanos;
        this.lastSentAt = nowNanos;
        this.lastPingAt = nowNanos;
        this.lastDataAt = nowNanos - keepalive;
        this.shrinkAt = nowNanos + windowIdle;
        this.promisedAt = nowNanos + keepalive;
        this.pingDue = true;
    }

    boolean isPingDue() {
        return pingDue && !session.state().isEnded();
    }

    void received(long nowNanos) {
        lastReceivedAt = nowNanos;
    }

    void sent(long nowNanos) {
        lastSentAt = nowNanos;
    }

    /// Data went over the carrier, in either direction: a round trip measured across it is not the
    /// way's own.
    void dataMoved(long nowNanos) {
        lastDataAt = nowNanos;
        pingIdle = false;
    }

    /// The driver asked for output: the carrier makes progress. A due ping is stamped here, when it
    /// really leaves.
    void polled(long nowNanos) {
        outputPending = false;
        if (isPingDue()) {
            pingDue = false;
            pingOutstanding = true;
            pingId++;
            lastPingAt = nowNanos;
            pingIdle = nowNanos - lastDataAt >= keepalive / 5;
            session.control(Frame.PING, Frame.SYN, 0, pingId);
        }
    }

    void pongReceived(int opaque, long nowNanos) {
        if (pingOutstanding && opaque == pingId) {
            pingOutstanding = false;
            long nanos = nowNanos - lastPingAt;
            roundTrip.sample(nanos, pingIdle);
            session.listener().onRoundTrip(nanos, pingIdle);
        }
    }

    long tick(long nowNanos) {
        forgivePause(nowNanos);
        if (!session.state().isEnded()) {
            checkSilence(nowNanos);
        }
        if (!session.state().isEnded()) {
            checkProgress(nowNanos);
        }
        if (session.state().isEnded()) {
            return nowNanos + silence;
        }
        long next = Math.min(pingIfQuiet(nowNanos), lastReceivedAt + silence);
        next = Math.min(next, timeOutOpens(nowNanos));
        next = Math.min(next, shrinkWindows(nowNanos));
        if (outputPending) {
            next = Math.min(next, pendingSince + writeStall);
        }
        promisedAt = next;
        return next;
    }

    /// When we ourselves were not run (suspended, out of memory), the silence is ours: the peer
    /// gets time to speak.
    private void forgivePause(long nowNanos) {
        if (nowNanos - promisedAt > keepalive / 2) {
            lastReceivedAt = Math.max(lastReceivedAt, nowNanos - silence + keepalive);
            pendingSince = nowNanos;
        }
    }

    private void checkSilence(long nowNanos) {
        if (nowNanos - lastReceivedAt >= silence) {
            session.end(new SessionEnd.Timeout(Kind.SILENT));
        }
    }

    private void checkProgress(long nowNanos) {
        boolean pending = session.hasOutput();
        if (pending && outputPending && nowNanos - pendingSince >= writeStall) {
            session.end(new SessionEnd.Timeout(Kind.WRITE_STALLED));
        } else if (pending && !outputPending) {
            pendingSince = nowNanos;
        }
        outputPending = pending;
    }

    private long pingIfQuiet(long nowNanos) {
        long quietSince = Math.min(lastReceivedAt, lastSentAt);
        long dueAt = Math.max(quietSince, lastPingAt) + keepalive;
        if (nowNanos - dueAt >= 0) {
            pingDue = true;
            return nowNanos + keepalive;
        }
        return dueAt;
    }

    private long timeOutOpens(long nowNanos) {
        TunnelStream oldest = session.streams().oldestPending();
        while (oldest != null && nowNanos - oldest.openDeadline() >= 0) {
            oldest.reset(ResetCode.TIMEOUT);
            oldest = session.streams().oldestPending();
        }
        return oldest == null ? nowNanos + silence : oldest.openDeadline();
    }

    private long shrinkWindows(long nowNanos) {
        if (nowNanos - shrinkAt >= 0) {
            shrinkAt = nowNanos + windowIdle;
            Iterator<TunnelStream> grown = session.streams().grown().iterator();
            while (grown.hasNext()) {
                if (!grown.next().window().shrinkIfIdle(nowNanos, windowIdle)) {
                    grown.remove();
                }
            }
        }
        return shrinkAt;
    }
}
