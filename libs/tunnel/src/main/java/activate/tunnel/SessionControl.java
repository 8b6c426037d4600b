package activate.tunnel;

import activate.tunnel.frame.ControlFrames;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import java.util.function.Consumer;

/// A session's time and state, and its control frames: what everything within it shares.
///
/// It ends at most once; an ended session says nothing more to its peer.
final class SessionControl {
    private final TunnelListener listener;
    private final ControlFrames frames;
    private final Consumer<SessionEnd> atEnd;
    private SessionState state = new SessionState.Open();
    private long now;

    /// @param atEnd called once, when the state is `Ended` already
    SessionControl(
            TunnelListener listener,
            ControlFrames frames,
            Consumer<SessionEnd> atEnd,
            long nowNanos) {
        this.listener = listener;
        this.frames = frames;
        this.atEnd = atEnd;
        this.now = nowNanos;
    }

    /// The time that the driver passed in with the call that runs.
    long now() {
        return now;
    }

    void now(long nanos) {
        now = nanos;
    }

    SessionState state() {
        return state;
    }

    boolean isEnded() {
        return state.isEnded();
    }

    boolean isDrainedByUs() {
        return state instanceof SessionState.Draining(boolean byUs, boolean _) && byUs;
    }

    /// Queues a control frame; the session ends when the carrier takes so few that they pile up.
    void send(int type, int flags, int streamId, int length) {
        if (!state.isEnded() && !frames.add(type, flags, streamId, length)) {
            end(new SessionEnd.Timeout(SessionEnd.Timeout.Kind.WRITE_STALLED));
        }
    }

    /// We take no new streams.
    void drain() {
        state = state.drainedByUs();
    }

    void peerGoesAway(GoAwayCode code) {
        if (code == GoAwayCode.NORMAL) {
            state = state.drainedByPeer();
            listener.onGoAway(code);
        } else {
            end(new SessionEnd.PeerLeft(code));
        }
    }

    void protocolError(String reason) {
        endWithGoAway(new SessionEnd.ProtocolError(reason), GoAwayCode.PROTOCOL_ERROR);
    }

    void endWithGoAway(SessionEnd end, GoAwayCode code) {
        send(Frame.GO_AWAY, 0, 0, code.value());
        end(end);
    }

    void end(SessionEnd end) {
        if (!state.isEnded()) {
            state = state.ended(end);
            atEnd.accept(end);
        }
    }
}
