package activate.tunnel;

import activate.tunnel.config.TunnelLimits;
import activate.tunnel.flow.RateGate;
import activate.tunnel.frame.Frame;
import activate.tunnel.frame.FrameSink;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What each received frame does. Every limit is checked before anything is held for the peer.
final class Inbound implements FrameSink {
    private final SessionControl control;
    private final SessionStreams streams;
    private final StreamTable table;
    private final Probes probes;
    private final Outbound outbound;
    private final RateGate opens;
    private final RateGate resets;
    private final RateGate pings;
    private final RateGate emptyFrames;
    private final RateGate smallFrames;
    private @Nullable TunnelStream target;
    private int targetFlags;

    Inbound(
            TunnelLimits limits,
            SessionControl control,
            SessionStreams streams,
            StreamTable table,
            Probes probes,
            Outbound outbound) {
        this.control = control;
        this.streams = streams;
        this.table = table;
        this.probes = probes;
        this.outbound = outbound;
        this.opens = new RateGate(limits.opens(), control.now());
        this.resets = new RateGate(limits.resets(), control.now());
        this.pings = new RateGate(limits.pings(), control.now());
        this.emptyFrames = new RateGate(limits.emptyFrames(), control.now());
        this.smallFrames = new RateGate(limits.smallFrames(), control.now());
    }

    /// False, and the session has ended, when the peer sends more small frames than any honest one.
    private boolean isPaid(long payload) {
        if (payload >= TunnelLimits.SMALL_BYTES || smallFrames.tryPass(control.now())) {
            return true;
        }
        control.protocolError("too many small frames");
        return false;
    }

    @Override
    public void onData(int flags, int streamId, long length) {
        if (!isPaid(length)) {
            return;
        }
        probes.dataMoved(control.now());
        target = resolve(flags, streamId);
        targetFlags = flags;
        if (control.isEnded()) {
            return;
        }
        if (length == 0 && flags == 0 && !emptyFrames.tryPass(control.now())) {
            control.protocolError("too many empty frames");
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
        if (!streams.takeLateData(length)) {
            control.protocolError("data for streams that do not exist");
        }
    }

    private void admit(TunnelStream stream, long length) {
        if (!stream.state().isReceiving()) {
            stream.reset(ResetCode.PROTOCOL_ERROR);
            target = null;
            lateData(length);
        } else if (!stream.admit(length, control.now())) {
            control.protocolError("receive window exceeded");
        }
    }

    @Override
    public void onPayload(ByteBuffer piece) {
        TunnelStream stream = target;
        if (stream == null || stream.state().isClosed()) {
            return;
        }
        if (stream.window().hold(piece)) {
            streams.received(stream);
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
        if (control.isEnded()) {
            return;
        }
        if (delta == 0 && flags == 0 && !emptyFrames.tryPass(control.now())) {
            control.protocolError("too many empty frames");
        } else if (stream == null) {
            return;
        } else if ((flags & Frame.RST) != 0) {
            reset(stream, new ResetCode((int) delta));
        } else if (!stream.addCredit(delta)) {
            control.protocolError("send window overflow");
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
            if (pings.tryPass(control.now())) {
                control.send(Frame.PING, Frame.ACK, 0, opaque);
            } else {
                control.protocolError("too many pings");
            }
        } else if ((flags & Frame.ACK) != 0) {
            answered(opaque);
        }
    }

    @Override
    public void onGoAway(int code) {
        if (!isPaid(0)) {
            return;
        }
        control.peerGoesAway(GoAwayCode.of(code));
    }

    @Override
    public void onMalformed(String reason) {
        control.protocolError(reason);
    }

    private void answered(int opaque) {
        if (probes.answered(opaque, outbound.bytesOut(), control.now())) {
            outbound.nextRound();
        }
    }

    private @Nullable TunnelStream resolve(int flags, int streamId) {
        if ((flags & Frame.SYN) != 0) {
            return opened(streamId);
        }
        TunnelStream stream = table.find(streamId);
        if (stream != null && stream.awaitsAck()) {
            table.acknowledged(stream);
        }
        return stream;
    }

    private @Nullable TunnelStream opened(int streamId) {
        if (!table.isPeerId(streamId)) {
            control.protocolError(
                    "stream id of the wrong side: " + Integer.toUnsignedString(streamId));
        } else if (table.find(streamId) != null) {
            control.protocolError("stream opened twice: " + Integer.toUnsignedString(streamId));
        } else if (!opens.tryPass(control.now())) {
            control.protocolError("too many opens");
        } else {
            return streams.accept(streamId);
        }
        return null;
    }

    private void reset(TunnelStream stream, ResetCode code) {
        if (!stream.isLocal() && !resets.tryPass(control.now())) {
            control.protocolError("too many resets");
        } else if (!stream.state().isClosed()) {
            stream.resetByPeer(code);
        }
    }

    private void finished(TunnelStream stream) {
        if (stream.state().isReceiving()) {
            streams.finishedByPeer(stream);
        }
    }
}
