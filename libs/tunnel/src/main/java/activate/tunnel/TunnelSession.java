package activate.tunnel;

import activate.tunnel.config.PeerProfile;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.InflightGuard;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.flow.RoundTrip;
import activate.tunnel.flow.SessionMemory;
import activate.tunnel.frame.ControlFrames;
import activate.tunnel.frame.Frame;
import activate.tunnel.frame.FrameDecoder;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import activate.tunnel.state.SessionStats;
import java.nio.ByteBuffer;
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
    private final RoundTrip roundTrip = new RoundTrip();
    private final SessionControl control;
    private final Outbound outbound;
    private final SessionStreams streams;
    private final Probes probes;
    private final SessionTimers timers;
    private final FrameDecoder decoder;
    private long bytesIn;

    TunnelSession(
            TunnelConfig config,
            MemoryBudget budget,
            TunnelListener listener,
            long firstId,
            long nowNanos) {
        this.config = config;
        this.listener = listener;
        this.memory = new SessionMemory(budget, config.windows().sessionBytes());
        ControlFrames frames = new ControlFrames();
        StreamTable table = new StreamTable(firstId);
        boolean measuring = config.peer() == PeerProfile.ACTIVATE;
        InflightGuard guard = new InflightGuard(roundTrip, measuring, nowNanos);
        this.control = new SessionControl(listener, frames, this::ended, nowNanos);
        this.outbound =
                new Outbound(config.windows().frameBytes(), frames, roundTrip, guard, table);
        this.streams = new SessionStreams(config, memory, control, table, outbound, listener);
        this.probes = new Probes(control, roundTrip, guard, measuring);
        this.timers = new SessionTimers(config.timers(), control, table, probes);
        this.decoder =
                new FrameDecoder(
                        new Inbound(config.limits(), control, streams, table, probes, outbound));
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
        control.now(nowNanos);
        streams.reportRetired();
        if (control.isEnded()) {
            carrierBytes.position(carrierBytes.limit());
            return;
        }
        bytesIn += carrierBytes.remaining();
        timers.received(nowNanos);
        decoder.decode(carrierBytes);
        carrierBytes.position(carrierBytes.limit());
        streams.reportReadable();
        streams.reportRetired();
    }

    /// The carrier ended or failed. Nothing more can be sent.
    public void carrierClosed(long nowNanos) {
        control.now(nowNanos);
        control.end(new SessionEnd.PeerGone());
        streams.reportRetired();
    }

    /// Whether `poll` may have something now.
    public boolean hasOutput() {
        boolean probeDue = probes.isDue() && !control.isEnded();
        return probeDue || outbound.hasOutput() || streams.hasRetired();
    }

    /// The next bytes for the carrier, at most `maxBytes` (>= 64): one Data frame or some control
    /// frames. The caller owns the buffer and must send it; null when there is nothing to send.
    public @Nullable ByteBuffer poll(int maxBytes, long nowNanos) {
        if (maxBytes < 64) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 64)");
        }
        control.now(nowNanos);
        streams.reportRetired();
        timers.polled();
        probes.sendDue(outbound.bytesOut(), nowNanos);
        ByteBuffer frames = outbound.pollControl(maxBytes, nowNanos);
        if (frames != null) {
            if (outbound.takeGrantedMuch()) {
                probes.receiving(nowNanos);
            }
            return sent(frames);
        }
        TunnelStream stream = outbound.nextStream();
        if (stream == null) {
            return null;
        }
        ByteBuffer frame = outbound.frameOf(stream, maxBytes);
        probes.dataSent(outbound.bytesOut(), nowNanos);
        streams.sent(stream);
        return sent(frame);
    }

    private ByteBuffer sent(ByteBuffer bytes) {
        timers.sent(control.now());
        return bytes;
    }

    /// Runs what is due and returns when to call again, at the latest.
    public long tick(long nowNanos) {
        control.now(nowNanos);
        streams.reportRetired();
        long next = timers.tick(nowNanos, hasOutput());
        streams.reportRetired();
        return next;
    }

    /// Opens a stream; data may be written at once.
    public OpenResult open(StreamClass streamClass) {
        return streams.open(streamClass);
    }

    /// Takes no new streams and ends the session when the last one, other than the control stream,
    /// is closed.
    ///
    /// A plain peer is told only then: GoAway(0) means "no new streams" to one implementation and
    /// instant death of everything to others. Meanwhile its opens are reset with `going_away`.
    public void drain() {
        if (control.isEnded() || control.isDrainedByUs()) {
            return;
        }
        control.drain();
        if (config.peer() == PeerProfile.ACTIVATE) {
            control.send(Frame.GO_AWAY, 0, 0, GoAwayCode.NORMAL.value());
        }
        streams.endIfDrained();
    }

    /// Ends the session now. What streams still had queued is lost; the peer is told with GoAway.
    public void close(GoAwayCode code) {
        control.endWithGoAway(new SessionEnd.LocalClose(code), code);
        streams.reportRetired();
    }

    public SessionState state() {
        return control.state();
    }

    public SessionStats stats() {
        return new SessionStats(
                streams.size(),
                streams.openedByUs(),
                streams.openedByPeer(),
                bytesIn,
                outbound.bytesOut(),
                memory.usedBytes(),
                roundTrip.minNanos());
    }

    private void ended(SessionEnd end) {
        decoder.stop();
        streams.endAll(end);
        listener.onSessionClosed(end);
    }
}
