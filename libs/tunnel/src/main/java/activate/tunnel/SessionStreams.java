package activate.tunnel;

import activate.tunnel.OpenResult.Reason;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.ReceiveWindow;
import activate.tunnel.flow.SendQueue;
import activate.tunnel.flow.SessionMemory;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import activate.tunnel.state.StreamEnd;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Opens, accepts, refuses and retires the streams of a session, and tells the listener of them at
/// points where no read is under way.
final class SessionStreams implements StreamOwner<TunnelStream> {
    /// Stock peers may still send for streams that they or we forgot.
    private static final long LATE_DATA_SLACK = 1 << 20;

    private final TunnelConfig config;
    private final SessionMemory memory;
    private final SessionControl control;
    private final StreamTable table;
    private final Outbound outbound;
    private final TunnelListener listener;
    private final ArrayDeque<TunnelStream> readable = new ArrayDeque<>();
    private final ArrayDeque<TunnelStream> retired = new ArrayDeque<>();
    private long lateData = LATE_DATA_SLACK;
    private long openedByUs;
    private long openedByPeer;

    SessionStreams(
            TunnelConfig config,
            SessionMemory memory,
            SessionControl control,
            StreamTable table,
            Outbound outbound,
            TunnelListener listener) {
        this.config = config;
        this.memory = memory;
        this.control = control;
        this.table = table;
        this.outbound = outbound;
        this.listener = listener;
    }

    OpenResult open(StreamClass streamClass) {
        Reason refusal = refusal();
        if (refusal != null) {
            return new OpenResult.Refused(refusal);
        }
        TunnelStream stream = newStream(table.takeId(), true, streamClass);
        openedByUs++;
        stream.openDeadline(control.now() + config.timers().open().toNanos());
        control.send(
                Frame.WINDOW_UPDATE, Frame.SYN, stream.id(), (int) stream.window().firstGrant());
        return new OpenResult.Opened(stream);
    }

    private @Nullable Reason refusal() {
        if (control.isEnded()) {
            return Reason.SESSION_ENDED;
        }
        if (control.state() instanceof SessionState.Draining) {
            return Reason.GOING_AWAY;
        }
        if (table.size() >= config.limits().streams()) {
            return Reason.TOO_MANY_STREAMS;
        }
        if (table.pending() >= config.limits().pendingOpens()) {
            return Reason.TOO_MANY_PENDING;
        }
        return table.hasFreeId() ? null : Reason.IDS_EXHAUSTED;
    }

    /// The peer opened a stream and keeps within the rules; null when it may not have it, or when
    /// the listener reset it at once.
    @Nullable TunnelStream accept(int id) {
        if (control.isDrainedByUs()) {
            refuse(id, ResetCode.GOING_AWAY);
            return null;
        }
        if (table.size() >= config.limits().streams()) {
            refuse(id, ResetCode.REFUSED);
            return null;
        }
        openedByPeer++;
        TunnelStream stream = newStream(id, false, StreamClass.INTERACTIVE);
        listener.onStreamOpened(stream);
        if (stream.state().isClosed()) {
            return null;
        }
        control.send(Frame.WINDOW_UPDATE, Frame.ACK, id, (int) stream.window().firstGrant());
        // Too many control frames may have ended the session with all its streams.
        return stream.state().isClosed() ? null : stream;
    }

    private void refuse(int id, ResetCode code) {
        lateData += Frame.INITIAL_WINDOW;
        control.send(Frame.WINDOW_UPDATE, Frame.RST, id, code.value());
    }

    private TunnelStream newStream(int id, boolean local, StreamClass streamClass) {
        var windows = config.windows();
        var window =
                new ReceiveWindow(
                        memory, windows.initialBytes(), windows.maxBytes(), control.now());
        var queue = new SendQueue(windows.sendQueueBytes(), windows.frameBytes());
        TunnelStream stream = new TunnelStream(this, id, local, streamClass, window, queue);
        table.add(stream);
        return stream;
    }

    /// Data came for a stream that does not exist; false when it is more than the peer can have
    /// sent before it heard of the end.
    boolean takeLateData(long length) {
        lateData -= length;
        return lateData >= 0;
    }

    @Override
    public long now() {
        return control.now();
    }

    @Override
    public void sendable(TunnelStream stream) {
        outbound.activate(stream);
    }

    @Override
    public void grantDue(TunnelStream stream) {
        if (!control.isEnded()) {
            outbound.grantLater(stream);
        }
    }

    @Override
    public void resetByUs(TunnelStream stream, ResetCode code) {
        lateData += Math.max(0, stream.window().peerCredit());
        control.send(Frame.WINDOW_UPDATE, Frame.RST, stream.id(), code.value());
    }

    @Override
    public void maybeOver(TunnelStream stream) {
        if (stream.isRetirable()) {
            table.remove(stream);
            retired.add(stream);
        }
    }

    void received(TunnelStream stream) {
        if (stream.markReadableQueued(true)) {
            readable.add(stream);
        }
    }

    void finishedByPeer(TunnelStream stream) {
        stream.peerFinished();
        reportReadable();
        listener.onPeerFinished(stream);
        maybeOver(stream);
    }

    /// A frame of the stream was handed to the driver.
    void sent(TunnelStream stream) {
        if (stream.state().isClosed()) {
            maybeOver(stream);
        } else if (stream.takeWritable()) {
            listener.onWritable(stream);
        }
    }

    /// Tells the listener once for each stream that got bytes, however many frames brought them.
    void reportReadable() {
        TunnelStream stream = readable.poll();
        while (stream != null) {
            stream.markReadableQueued(false);
            if (stream.readableBytes() > 0) {
                listener.onReadable(stream);
            }
            stream = readable.poll();
        }
    }

    /// Whether the listener has yet to hear of the end of a stream.
    boolean hasRetired() {
        return !retired.isEmpty();
    }

    void reportRetired() {
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

    /// Ends a session that takes no new streams when only its control stream is left.
    void endIfDrained() {
        if (control.isDrainedByUs() && !table.hasWork()) {
            control.endWithGoAway(new SessionEnd.LocalClose(GoAwayCode.NORMAL), GoAwayCode.NORMAL);
        }
    }

    /// The session ended, and all streams with it.
    void endAll(SessionEnd end) {
        outbound.dropStreams();
        for (TunnelStream stream : table.all()) {
            stream.end(new StreamEnd.SessionEnded(end));
        }
        reportRetired();
    }

    int size() {
        return table.size();
    }

    long openedByUs() {
        return openedByUs;
    }

    long openedByPeer() {
        return openedByPeer;
    }
}
