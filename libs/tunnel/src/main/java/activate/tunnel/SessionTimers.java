package activate.tunnel;

import activate.tunnel.config.Timers;
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
    private final Probes probes;
    private final long keepalive;
    private final long silence;
    private final long writeStall;
    private final long windowIdle;
    private long lastReceivedAt;
    private long lastSentAt;
    private long pendingSince;
    private boolean outputPending;
    private long shrinkAt;
    private long promisedAt;

    SessionTimers(TunnelSession session, Timers timers, Probes probes, long nowNanos) {
        this.session = session;
        this.probes = probes;
        this.keepalive = timers.keepalive().toNanos();
        this.silence = timers.silence().toNanos();
        this.writeStall = timers.writeStall().toNanos();
        this.windowIdle = timers.windowIdle().toNanos();
        this.lastReceivedAt = nowNanos;
        this.lastSentAt = nowNanos;
        this.shrinkAt = nowNanos + windowIdle;
        this.promisedAt = nowNanos + keepalive;
    }

    void received(long nowNanos) {
        lastReceivedAt = nowNanos;
    }

    void sent(long nowNanos) {
        lastSentAt = nowNanos;
    }

    /// The driver asked for output: the carrier makes progress.
    void polled() {
        outputPending = false;
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
        long dueAt = Math.max(quietSince, probes.lastSentAt()) + keepalive;
        if (nowNanos - dueAt >= 0) {
            probes.request();
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
