package activate.tunnel;

import activate.tunnel.OpenResult.Reason;
import activate.tunnel.config.PeerProfile;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.InflightGuard;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.flow.ReceiveWindow;
import activate.tunnel.flow.RoundTrip;
import activate.tunnel.flow.SendQueue;
import activate.tunnel.flow.SessionMemory;
import activate.tunnel.frame.Frame;
import activate.tunnel.frame.FrameDecoder;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import activate.tunnel.state.SessionStats;
import activate.tunnel.state.StreamEnd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One yamux session over one carrier, without I/O: bytes in, bytes out, time passed in.
///
/// Confined to one thread at a time; a driver that has several holds a lock of its own around each
/// call. Time is any monotonic nanosecond clock, the same one in every call.
///
/// The driver's part: give every received byte to {@link #receive}; after any call, while {@link
/// #hasOutput} and the socket has less than 64 to 128 KiB committed, {@link #poll} and send; call
/// {@link #tick} at the time it last returned; when the carrier ends, {@link #carrierClosed}; after
/// {@link TunnelListener#onSessionClosed}, flush and close it.
public final class TunnelSession {
    private final TunnelConfig config;
    private final TunnelListener listener;
    private final SessionMemory memory;
    private final StreamTable streams;
    private final RoundTrip roundTrip = new RoundTrip();
    private final Outbound outbound;
    private final Probes probes;
    private final SessionTimers timers;
    private final Inbound inbound;
    private final FrameDecoder decoder;
    private final ArrayDeque<TunnelStream> retired = new ArrayDeque<>();
    private SessionState state = new SessionState.Open();
    private long now;
    private long openedByUs;
    private long openedByPeer;
    private long bytesIn;

    TunnelSession(
            TunnelConfig config,
            MemoryBudget budget,
            TunnelListener listener,
            long firstId,
            long nowNanos) {
        this.config = config;
        this.listener = listener;
        this.now = nowNanos;
        this.memory = new SessionMemory(budget, config.windows().sessionBytes());
        this.streams = new StreamTable(firstId);
        boolean measuring = config.peer() == PeerProfile.ACTIVATE;
        InflightGuard guard = new InflightGuard(roundTrip, measuring, nowNanos);
        this.outbound = new Outbound(config.windows().frameBytes(), roundTrip, guard, streams);
        this.probes = new Probes(this, roundTrip, guard, measuring, nowNanos);
        this.timers = new SessionTimers(this, config.timers(), probes, nowNanos);
        this.inbound = new Inbound(this, config.limits(), nowNanos);
        this.decoder = new FrameDecoder(inbound);
    }

    /// The agent's side: the one that dialled, with odd ids.
    public static TunnelSession client(
            TunnelConfig config, MemoryBudget budget, TunnelListener listener, long nowNanos) {
        return new TunnelSession(config, budget, listener, 1, nowNanos);
    }

    /// The hub's side, with even ids.
    public static TunnelSession server(
            TunnelConfig config, MemoryBudget budget, TunnelListener listener, long nowNanos) {
        return new TunnelSession(config, budget, listener, 2, nowNanos);
    }

    /// Takes the next bytes of the carrier, cut anywhere; consumes the buffer and keeps no
    /// reference to it.
    public void receive(ByteBuffer carrierBytes, long nowNanos) {
        now = nowNanos;
        reportRetired();
        if (state.isEnded()) {
            carrierBytes.position(carrierBytes.limit());
            return;
        }
        bytesIn += carrierBytes.remaining();
        timers.received(nowNanos);
        decoder.decode(carrierBytes);
        carrierBytes.position(carrierBytes.limit());
        inbound.reportReadable();
        reportRetired();
    }

    /// The carrier ended or failed. Nothing more can be sent.
    public void carrierClosed(long nowNanos) {
        now = nowNanos;
        end(new SessionEnd.PeerGone());
        reportRetired();
    }

    /// Whether `poll` may have something now.
    public boolean hasOutput() {
        boolean probeDue = probes.isDue() && !state.isEnded();
        return probeDue || outbound.hasOutput() || !retired.isEmpty();
    }

    /// The next bytes for the carrier, at most `maxBytes` (>= 64): one Data frame or some control
    /// frames. The caller owns the buffer and must send it; null when there is nothing to send.
    public @Nullable ByteBuffer poll(int maxBytes, long nowNanos) {
        if (maxBytes < 64) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 64)");
        }
        now = nowNanos;
        reportRetired();
        timers.polled();
        probes.sendDue(outbound.bytesOut(), nowNanos);
        ByteBuffer control = outbound.pollControl(maxBytes, nowNanos);
        if (control != null) {
            if (outbound.takeGrantedMuch()) {
                probes.receiving(nowNanos);
            }
            return sent(control);
        }
        TunnelStream stream = outbound.nextStream();
        if (stream == null) {
            return null;
        }
        ByteBuffer frame = outbound.frameOf(stream, maxBytes);
        probes.dataSent(outbound.bytesOut(), nowNanos);
        if (stream.state().isClosed()) {
            retire(stream);
        } else if (stream.takeWritable()) {
            listener.onWritable(stream);
        }
        return sent(frame);
    }

    private ByteBuffer sent(ByteBuffer bytes) {
        timers.sent(now);
        return bytes;
    }

    /// Runs what is due and returns when to call again, at the latest.
    public long tick(long nowNanos) {
        now = nowNanos;
        reportRetired();
        long next = timers.tick(nowNanos);
        reportRetired();
        return next;
    }

    /// Opens a stream; data may be written at once.
    public OpenResult open(StreamClass streamClass) {
        Reason refusal = refusal();
        if (refusal != null) {
            return new OpenResult.Refused(refusal);
        }
        TunnelStream stream = newStream(streams.takeId(), true, streamClass);
        openedByUs++;
        stream.openDeadline(now + config.timers().open().toNanos());
        control(Frame.WINDOW_UPDATE, Frame.SYN, stream.id(), (int) stream.window().firstGrant());
        return new OpenResult.Opened(stream);
    }

    private @Nullable Reason refusal() {
        if (state.isEnded()) {
            return Reason.SESSION_ENDED;
        }
        if (state instanceof SessionState.Draining) {
            return Reason.GOING_AWAY;
        }
        if (streams.size() >= config.limits().streams()) {
            return Reason.TOO_MANY_STREAMS;
        }
        if (streams.pending() >= config.limits().pendingOpens()) {
            return Reason.TOO_MANY_PENDING;
        }
        return streams.hasFreeId() ? null : Reason.IDS_EXHAUSTED;
    }

    /// Takes no new streams and ends the session when the last one, other than the control stream,
    /// is closed.
    ///
    /// A plain peer is told only then: GoAway(0) means "no new streams" to one implementation and
    /// instant death of everything to others. Meanwhile its opens are reset with `going_away`.
    public void drain() {
        if (state.isEnded() || isDrainedByUs()) {
            return;
        }
        state = state.drainedByUs();
        if (config.peer() == PeerProfile.ACTIVATE) {
            control(Frame.GO_AWAY, 0, 0, GoAwayCode.NORMAL.value());
        }
        endIfDrained();
    }

    /// Ends the session now. What streams still had queued is lost; the peer is told with GoAway.
    public void close(GoAwayCode code) {
        endWithGoAway(new SessionEnd.LocalClose(code), code);
        reportRetired();
    }

    public SessionState state() {
        return state;
    }

    public SessionStats stats() {
        return new SessionStats(
                streams.size(),
                openedByUs,
                openedByPeer,
                bytesIn,
                outbound.bytesOut(),
                memory.usedBytes(),
                roundTrip.minNanos());
    }

    // Below: what streams, frames and timers ask of their session.

    long now() {
        return now;
    }

    StreamTable streams() {
        return streams;
    }

    TunnelListener listener() {
        return listener;
    }

    Probes probes() {
        return probes;
    }

    void pongReceived(int opaque) {
        if (probes.answered(opaque, outbound.bytesOut(), now)) {
            outbound.nextRound();
        }
    }

    boolean isDrainedByUs() {
        return state instanceof SessionState.Draining(boolean byUs, boolean _) && byUs;
    }

    void peerGoesAway(GoAwayCode code) {
        if (code == GoAwayCode.NORMAL) {
            state = state.drainedByPeer();
            listener.onGoAway(code);
        } else {
            end(new SessionEnd.PeerLeft(code));
        }
    }

    TunnelStream acceptStream(int id) {
        openedByPeer++;
        TunnelStream stream = newStream(id, false, StreamClass.INTERACTIVE);
        listener.onStreamOpened(stream);
        if (!stream.state().isClosed()) {
            control(Frame.WINDOW_UPDATE, Frame.ACK, id, (int) stream.window().firstGrant());
        }
        return stream;
    }

    private TunnelStream newStream(int id, boolean local, StreamClass streamClass) {
        var windows = config.windows();
        var window = new ReceiveWindow(memory, windows.initialBytes(), windows.maxBytes(), now);
        var queue = new SendQueue(windows.sendQueueBytes(), windows.frameBytes());
        TunnelStream stream = new TunnelStream(this, id, local, streamClass, window, queue);
        streams.add(stream);
        return stream;
    }

    void control(int type, int flags, int streamId, int length) {
        if (!state.isEnded() && !outbound.control(type, flags, streamId, length)) {
            end(new SessionEnd.Timeout(SessionEnd.Timeout.Kind.WRITE_STALLED));
        }
    }

    void sendReset(TunnelStream stream, ResetCode code) {
        inbound.expectLateData(stream.window().peerCredit());
        control(Frame.WINDOW_UPDATE, Frame.RST, stream.id(), code.value());
    }

    void activate(TunnelStream stream) {
        outbound.activate(stream);
    }

    void grantLater(TunnelStream stream) {
        if (!state.isEnded()) {
            outbound.grantLater(stream);
        }
    }

    /// Called when a stream may have come to its end; the listener hears of it at a point where no
    /// read is under way.
    void retire(TunnelStream stream) {
        if (stream.isRetirable()) {
            streams.remove(stream);
            retired.add(stream);
        }
    }

    private void reportRetired() {
        TunnelStream stream = retired.poll();
        while (stream != null) {
            StreamEnd end = stream.takeEnd();
            if (end != null) {
                listener.onStreamClosed(stream, end);
            }
            stream = retired.poll();
        }
        endIfDrained();
    }

    private void endIfDrained() {
        if (isDrainedByUs() && !streams.hasWork()) {
            endWithGoAway(new SessionEnd.LocalClose(GoAwayCode.NORMAL), GoAwayCode.NORMAL);
        }
    }

    void protocolError(String reason) {
        endWithGoAway(new SessionEnd.ProtocolError(reason), GoAwayCode.PROTOCOL_ERROR);
    }

    private void endWithGoAway(SessionEnd end, GoAwayCode code) {
        control(Frame.GO_AWAY, 0, 0, code.value());
        end(end);
    }

    void end(SessionEnd end) {
        if (state.isEnded()) {
            return;
        }
        state = state.ended(end);
        decoder.stop();
        outbound.dropStreams();
        for (TunnelStream stream : streams.all()) {
            stream.end(new StreamEnd.SessionEnded(end));
        }
        reportRetired();
        listener.onSessionClosed(end);
    }
}
