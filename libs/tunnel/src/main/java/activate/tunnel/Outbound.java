package activate.tunnel;

import activate.tunnel.flow.FlowScheduler;
import activate.tunnel.flow.InflightGuard;
import activate.tunnel.flow.RoundTrip;
import activate.tunnel.frame.ControlFrames;
import activate.tunnel.frame.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Chooses the next bytes for the carrier: control frames, then window updates, then streams in
/// turn.
///
/// Window updates are worked out when they are sent, so any number of reads costs one frame.
final class Outbound {
    private static final int CONTROL_BATCH_BYTES = 4 * 1024;

    private final int frameBytes;
    private final ControlFrames control;
    private final RoundTrip roundTrip;
    private final InflightGuard guard;
    private final StreamTable streams;
    private final FlowScheduler<TunnelStream> scheduler;
    private final ArrayDeque<TunnelStream> grants = new ArrayDeque<>();
    private long bytesOut;
    private boolean grantedMuch;

    Outbound(
            int frameBytes,
            ControlFrames control,
            RoundTrip roundTrip,
            InflightGuard guard,
            StreamTable streams) {
        this.frameBytes = frameBytes;
        this.control = control;
        this.roundTrip = roundTrip;
        this.guard = guard;
        this.streams = streams;
        this.scheduler = new FlowScheduler<>(frameBytes);
    }

    void activate(TunnelStream stream) {
        scheduler.activate(stream);
    }

    void grantLater(TunnelStream stream) {
        if (stream.markGrantQueued(true)) {
            grants.add(stream);
        }
    }

    boolean hasOutput() {
        return !control.isEmpty() || !grants.isEmpty() || nextStream() != null;
    }

    /// The next control frames, null when there are none.
    @Nullable ByteBuffer pollControl(int maxBytes, long nowNanos) {
        if (!control.isEmpty() || !grants.isEmpty()) {
            ByteBuffer batch = controlBatch(Math.min(maxBytes, CONTROL_BATCH_BYTES), nowNanos);
            if (batch.hasRemaining()) {
                return batch;
            }
        }
        return null;
    }

    @Nullable TunnelStream nextStream() {
        boolean open = guard.isOpen(bytesOut);
        TunnelStream stream = scheduler.next(open);
        if (!open && scheduler.isHoldingBack()) {
            guard.noteLimited();
        }
        return stream;
    }

    long bytesOut() {
        return bytesOut;
    }

    void nextRound() {
        scheduler.nextRound();
    }

    ByteBuffer frameOf(TunnelStream stream, int maxBytes) {
        int limit = guard.frameLimit(frameBytes) + Frame.HEADER_BYTES;
        ByteBuffer frame = stream.nextFrame(Math.min(maxBytes, limit));
        scheduler.sent(stream, frame.remaining());
        bytesOut += frame.remaining();
        return frame;
    }

    private ByteBuffer controlBatch(int maxBytes, long nowNanos) {
        int ready = control.size() + grants.size() * Frame.HEADER_BYTES;
        int room = Math.min(ready, maxBytes / Frame.HEADER_BYTES * Frame.HEADER_BYTES);
        ByteBuffer batch = ByteBuffer.allocate(room);
        control.drainTo(batch);
        while (batch.hasRemaining() && !grants.isEmpty()) {
            TunnelStream stream = grants.remove();
            stream.markGrantQueued(false);
            long grant = grant(stream, nowNanos);
            if (grant > 0) {
                Frame.putHeader(batch, Frame.WINDOW_UPDATE, 0, stream.id(), (int) grant);
            }
        }
        batch.flip();
        bytesOut += batch.remaining();
        return batch;
    }

    private long grant(TunnelStream stream, long nowNanos) {
        if (!stream.state().isReceiving()) {
            return 0;
        }
        long grant = stream.window().grant(nowNanos, roundTrip.minNanos());
        if (stream.window().isGrown()) {
            streams.noteGrown(stream);
            grantedMuch |= grant > 0;
        }
        return grant;
    }

    /// Whether a grown window was granted on since the last call.
    boolean takeGrantedMuch() {
        boolean taken = grantedMuch;
        grantedMuch = false;
        return taken;
    }

    /// Nothing but control frames leaves an ended session.
    void dropStreams() {
        grants.clear();
        scheduler.clear();
    }
}
