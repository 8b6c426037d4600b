package activate.tunnel;

import activate.tunnel.config.TunnelLimits;
import activate.tunnel.flow.RateGate;
import activate.tunnel.frame.Frame;
import activate.tunnel.frame.FrameSink;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What each received frame does. Every limit is checked before anything is held for the peer.
final class Inbound implements FrameSink {
    /// Stock peers may still send for streams that they or we forgot.
    private static final long LATE_DATA_SLACK = 1 << 20;

    private final TunnelSession session;
    private final TunnelLimits limits;
    private final RateGate opens;
    private final RateGate resets;
    private final RateGate pings;
    private final RateGate emptyFrames;
    private final RateGate smallFrames;
    private final ArrayDeque<TunnelStream> readable = new ArrayDeque<>();
    private @Nullable TunnelStream target;
    private int targetFlags;
    private long lateData = LATE_DATA_SLACK;

    Inbound(TunnelSession session, TunnelLimits limits, long nowNanos) {
        this.session = session;
        this.limits = limits;
        this.opens = new RateGate(limits.opens(), nowNanos);
        this.resets = new RateGate(limits.resets(), nowNanos);
        this.pings = new RateGate(limits.pings(), nowNanos);
        this.emptyFrames = new RateGate(limits.emptyFrames(), nowNanos);
        this.smallFrames = new RateGate(limits.smallFrames(), nowNanos);
    }

    /// A stream is reset while its peer had this much credit: so much may still arrive for it.
    void expectLateData(long credit) {
        lateData += Math.max(0, credit);
    }

    /// False, and the session has ended, when the peer sends more small frames than any honest one.
    private boolean isPaid(long payload) {
        if (payload >= TunnelLimits.SMALL_BYTES || smallFrames.tryPass(session.now())) {
            return true;
        }
        session.protocolError("too many small frames");
        return false;
    }

    @Override
    public void onData(int flags, int streamId, long length) {
        if (!isPaid(length)) {
            return;
        }
        session.probes().dataMoved(session.now());
        target = resolve(flags, streamId);
        targetFlags = flags;
        if (session.state().isEnded()) {
            return;
        }
        if (length == 0 && flags == 0 && !emptyFrames.tryPass(session.now())) {
            session.protocolError("too many empty frames");
        } else if (target == null) {
            lateData(length);
        } else if ((flags & Frame.RST) != 0) {
            reset(target, ResetCode.UNSPECIFIED);
            target = null;
            lateData(length);
        } else if (length > 0) {
            admit(target, length);
        }
    }

    private void lateData(long length) {
        lateData -= length;
        if (lateData < 0) {
            session.protocolError("data for streams that do not exist");
        }
    }

    private void admit(TunnelStream stream, long length) {
        if (!stream.state().isReceiving()) {
            stream.reset(ResetCode.PROTOCOL_ERROR);
            target = null;
            lateData(length);
        } else if (!stream.admit(length, session.now())) {
            session.protocolError("receive window exceeded");
        }
    }

    @Override
    public void onPayload(ByteBuffer piece) {
        TunnelStream stream = target;
        if (stream == null || stream.state().isClosed()) {
            return;
        }
        if (stream.window().hold(piece)) {
            noteReadable(stream);
        } else {
            stream.reset(ResetCode.NO_MEMORY);
        }
    }

    @Override
    public void onDataEnd() {
        TunnelStream stream = target;
        target = null;
        if (stream != null && (targetFlags & Frame.FIN) != 0) {
            finished(stream);
        }
    }

    @Override
    public void onWindowUpdate(int flags, int streamId, long delta) {
        if (!isPaid(0)) {
            return;
        }
        TunnelStream stream = resolve(flags, streamId);
        if (session.state().isEnded()) {
            return;
        }
        if (delta == 0 && flags == 0 && !emptyFrames.tryPass(session.now())) {
            session.protocolError("too many empty frames");
        } else if (stream == null) {
            return;
        } else if ((flags & Frame.RST) != 0) {
            reset(stream, new ResetCode((int) delta));
        } else if (!stream.addCredit(delta)) {
            session.protocolError("send window overflow");
        } else if ((flags & Frame.FIN) != 0) {
            finished(stream);
        }
    }

    @Override
    public void onPing(int flags, int opaque) {
        if (!isPaid(0)) {
            return;
        }
        if ((flags & Frame.SYN) != 0) {
            if (pings.tryPass(session.now())) {
                session.control(Frame.PING, Frame.ACK, 0, opaque);
            } else {
                session.protocolError("too many pings");
            }
        } else if ((flags & Frame.ACK) != 0) {
            session.pongReceived(opaque);
        }
    }

    @Override
    public void onGoAway(int code) {
        if (!isPaid(0)) {
            return;
        }
        session.peerGoesAway(GoAwayCode.of(code));
    }

    @Override
    public void onMalformed(String reason) {
        session.protocolError(reason);
    }

    /// Tells the listener once for each stream that got bytes, however many frames brought them.
    void reportReadable() {
        TunnelStream stream = readable.poll();
        while (stream != null) {
            stream.markReadableQueued(false);
            if (stream.readableBytes() > 0) {
                session.listener().onReadable(stream);
            }
            stream = readable.poll();
        }
    }

    private void noteReadable(TunnelStream stream) {
        if (stream.markReadableQueued(true)) {
            readable.add(stream);
        }
    }

    private @Nullable TunnelStream resolve(int flags, int streamId) {
        if ((flags & Frame.SYN) != 0) {
            return opened(streamId);
        }
        TunnelStream stream = session.streams().find(streamId);
        if (stream != null && stream.awaitsAck()) {
            session.streams().acknowledged(stream);
        }
        return stream;
    }

    private @Nullable TunnelStream opened(int streamId) {
        if (!session.streams().isPeerId(streamId)) {
            session.protocolError(
                    "stream id of the wrong side: " + Integer.toUnsignedString(streamId));
        } else if (session.streams().find(streamId) != null) {
            session.protocolError("stream opened twice: " + Integer.toUnsignedString(streamId));
        } else if (!opens.tryPass(session.now())) {
            session.protocolError("too many opens");
        } else if (session.isDrainedByUs()) {
            refuse(streamId, ResetCode.GOING_AWAY);
        } else if (session.streams().size() >= limits.streams()) {
            refuse(streamId, ResetCode.REFUSED);
        } else {
            TunnelStream stream = session.acceptStream(streamId);
            return stream.state().isClosed() ? null : stream;
        }
        return null;
    }

    private void refuse(int streamId, ResetCode code) {
        expectLateData(Frame.INITIAL_WINDOW);
        session.control(Frame.WINDOW_UPDATE, Frame.RST, streamId, code.value());
    }

    private void reset(TunnelStream stream, ResetCode code) {
        if (!stream.isLocal() && !resets.tryPass(session.now())) {
            session.protocolError("too many resets");
        } else if (!stream.state().isClosed()) {
            stream.resetByPeer(code);
        }
    }

    private void finished(TunnelStream stream) {
        if (!stream.state().isReceiving()) {
            return;
        }
        stream.peerFinished();
        reportReadable();
        session.listener().onPeerFinished(stream);
        session.retire(stream);
    }
}
