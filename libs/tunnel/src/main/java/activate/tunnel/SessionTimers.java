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
    private final SessionControl control;
    private final StreamTable streams;
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

    SessionTimers(Timers timers, SessionControl control, StreamTable streams, Probes probes) {
        this.control = control;
        this.streams = streams;
        this.probes = probes;
        this.keepalive = timers.keepalive().toNanos();
        this.silence = timers.silence().toNanos();
        this.writeStall = timers.writeStall().toNanos();
        this.windowIdle = timers.windowIdle().toNanos();
        this.lastReceivedAt = control.now();
        this.lastSentAt = control.now();
        this.shrinkAt = control.now() + windowIdle;
        this.promisedAt = control.now() + keepalive;
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

    /// Runs what is due.
    ///
    /// @param pending whether the session has output for the carrier
    /// @return when to call again, at the latest
    long tick(long nowNanos, boolean pending) {
        forgivePause(nowNanos);
        if (!control.isEnded()) {
            checkSilence(nowNanos);
        }
        if (!control.isEnded()) {
            checkProgress(nowNanos, pending);
        }
        if (control.isEnded()) {
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
            control.end(new SessionEnd.Timeout(Kind.SILENT));
        }
    }

    private void checkProgress(long nowNanos, boolean pending) {
        if (pending && outputPending && nowNanos - pendingSince >= writeStall) {
            control.end(new SessionEnd.Timeout(Kind.WRITE_STALLED));
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
        TunnelStream oldest = streams.oldestPending();
        while (oldest != null && nowNanos - oldest.openDeadline() >= 0) {
            oldest.reset(ResetCode.TIMEOUT);
            oldest = streams.oldestPending();
        }
        return oldest == null ? nowNanos + silence : oldest.openDeadline();
    }

    private long shrinkWindows(long nowNanos) {
        if (nowNanos - shrinkAt >= 0) {
            shrinkAt = nowNanos + windowIdle;
            Iterator<TunnelStream> grown = streams.grown().iterator();
            while (grown.hasNext()) {
                if (!grown.next().window().shrinkIfIdle(nowNanos, windowIdle)) {
                    grown.remove();
                }
            }
        }
        return shrinkAt;
    }
}
