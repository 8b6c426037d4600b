package activate.tunnel;

import activate.tunnel.flow.Flow;
import activate.tunnel.flow.ReceiveWindow;
import activate.tunnel.flow.SendQueue;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import activate.tunnel.state.StreamState;
import activate.tunnel.state.StreamStats;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One bidirectional byte stream of a session; confined to the session's thread.
///
/// Reading gives credit back to the peer, so read only what can be passed on: what is not read is
/// what bounds memory.
public final class TunnelStream extends Flow {
    private final StreamOwner<TunnelStream> owner;
    private final int id;
    private final boolean local;
    private final ReceiveWindow window;
    private final SendQueue queue;
    private StreamClass streamClass;
    private StreamState state;
    private @Nullable Object attachment;
    private long sendCredit = Frame.INITIAL_WINDOW;
    private boolean finishing;
    private boolean peerFinished;
    private boolean wasFull;
    private boolean closedReported;
    private boolean grantQueued;
    private boolean readableQueued;
    private boolean awaitsAck;
    private long openDeadline;
    private long sentBytes;
    private long receivedBytes;
    private long stalledSince;
    private long stalledNanos;

    TunnelStream(
            StreamOwner<TunnelStream> owner,
            int id,
            boolean local,
            StreamClass streamClass,
            ReceiveWindow window,
            SendQueue queue) {
        this.owner = owner;
        this.id = id;
        this.local = local;
        this.streamClass = streamClass;
        this.window = window;
        this.queue = queue;
        this.state = local ? new StreamState.Opening() : new StreamState.Open();
        this.awaitsAck = local;
    }

    /// Unsigned; odd when the agent opened the stream, even when the hub did.
    public int id() {
        return id;
    }

    /// Whether this side opened it.
    public boolean isLocal() {
        return local;
    }

    public StreamState state() {
        return state;
    }

    public StreamClass streamClass() {
        return streamClass;
    }

    /// Sets the class of a stream that the peer opened; those count as interactive until then.
    public void classify(StreamClass value) {
        streamClass = value;
    }

    /// Whatever the driver keeps with the stream.
    public @Nullable Object attachment() {
        return attachment;
    }

    public void attach(@Nullable Object value) {
        attachment = value;
    }

    /// Copies what fits into the send queue and returns how much that was. When the queue is full
    /// after it, {@link TunnelListener#onWritable} follows. On a closed stream nothing is accepted.
    public int write(ByteBuffer source) {
        if (finishing) {
            throw new IllegalStateException("stream " + id + ": write after finish");
        }
        if (!state.isSending()) {
            return 0;
        }
        int accepted = queue.append(source);
        if (queue.free() == 0) {
            wasFull = true;
        }
        if (accepted > 0) {
            sendable();
        }
        return accepted;
    }

    /// Whether `write` would accept something now.
    public boolean isWritable() {
        return !finishing && state.isSending() && queue.free() > 0;
    }

    /// The next received bytes, null when there are none now. The caller owns the buffer.
    public @Nullable ByteBuffer read() {
        return read(Integer.MAX_VALUE);
    }

    /// As {@link #read()}, at most `max` bytes.
    public @Nullable ByteBuffer read(int max) {
        ByteBuffer bytes = window.take(max);
        if (bytes != null) {
            if (!state.isReceiving()) {
                owner.maybeOver(this);
            } else if (window.isGrantDue(owner.now())) {
                owner.grantDue(this);
            }
        }
        return bytes;
    }

    public long readableBytes() {
        return window.unread();
    }

    /// The peer finished and everything it sent was read.
    public boolean isReadFinished() {
        return peerFinished && window.unread() == 0;
    }

    /// Sends FIN after everything written so far; the other direction goes on. Repeating it changes
    /// nothing.
    public void finish() {
        if (!finishing && state.isSending()) {
            finishing = true;
            sendable();
        }
    }

    /// Tears the stream down at once, both ways; what is queued or unread is dropped.
    public void reset(ResetCode code) {
        if (!state.isClosed()) {
            owner.resetByUs(this, code);
            end(new StreamEnd.ResetByUs(code));
        } else if (window.unread() > 0) {
            window.close();
            owner.maybeOver(this);
        }
    }

    public StreamStats stats() {
        return new StreamStats(
                sentBytes,
                receivedBytes,
                queue.size(),
                window.unread(),
                sendCredit,
                window.window(),
                stalledNanos + (stalledSince == 0 ? 0 : owner.now() - stalledSince));
    }

    @Override
    public String toString() {
        return "TunnelStream[" + Integer.toUnsignedString(id) + ", " + state + "]";
    }

    @Override
    protected boolean isSendable() {
        if (!state.isSending()) {
            return false;
        }
        return queue.size() > 0 ? sendCredit > 0 : finishing;
    }

    @Override
    protected Lane lane() {
        return streamClass.lane();
    }

    // Below: what the session does with its streams.

    ReceiveWindow window() {
        return window;
    }

    /// The next frame of this stream, header written, at most `maxBytes` long.
    ByteBuffer nextFrame(int maxBytes) {
        int payload = (int) Math.min(maxBytes - Frame.HEADER_BYTES, sendCredit);
        ByteBuffer frame = queue.next(payload);
        if (frame == null) {
            frame = ByteBuffer.allocate(Frame.HEADER_BYTES);
            Frame.putHeader(frame, Frame.WINDOW_UPDATE, Frame.FIN, id, 0);
            state = state.localFinished();
            return frame.flip();
        }
        int length = frame.remaining() - Frame.HEADER_BYTES;
        Frame.putHeader(frame, Frame.DATA, 0, id, length);
        sendCredit -= length;
        sentBytes += length;
        noteStall();
        return frame.rewind();
    }

    /// True once after the queue was full, when at least half of it is free again.
    boolean takeWritable() {
        boolean writable = wasFull && isWritable() && queue.free() >= queue.size();
        if (writable) {
            wasFull = false;
        }
        return writable;
    }

    /// False when the peer claims more credit than the protocol has numbers for.
    boolean addCredit(long delta) {
        sendCredit += delta;
        if (sendCredit > Frame.MAX_WINDOW) {
            return false;
        }
        noteStall();
        sendable();
        return true;
    }

    boolean admit(long length, long nowNanos) {
        receivedBytes += length;
        return window.admit(length, nowNanos);
    }

    void peerFinished() {
        peerFinished = true;
        state = state.peerFinished();
    }

    /// True when this was the answer to our open.
    boolean acknowledge() {
        boolean first = awaitsAck;
        awaitsAck = false;
        state = state.acknowledged();
        return first;
    }

    boolean awaitsAck() {
        return awaitsAck;
    }

    long openDeadline() {
        return openDeadline;
    }

    void openDeadline(long nanos) {
        openDeadline = nanos;
    }

    /// Ends the stream whatever its state. Where unread bytes are lost with it, it did not finish
    /// well after all.
    void end(StreamEnd end) {
        if (window.unread() > 0) {
            peerFinished = false;
            state = new StreamState.Closed(end);
        }
        state = state.ended(end);
        queue.clear();
        window.close();
        owner.maybeOver(this);
    }

    /// The peer reset the stream. Bytes before its FIN stay readable: nothing of them is missing.
    void resetByPeer(ResetCode code) {
        state = state.ended(new StreamEnd.ResetByPeer(code));
        queue.clear();
        if (!peerFinished) {
            window.close();
        }
        owner.maybeOver(this);
    }

    /// Closed, and nothing left to read.
    boolean isRetirable() {
        return state.isClosed() && window.unread() == 0;
    }

    /// The end to report, once.
    @Nullable StreamEnd takeEnd() {
        if (closedReported || !(state instanceof StreamState.Closed(StreamEnd end))) {
            return null;
        }
        closedReported = true;
        window.close();
        return end;
    }

    boolean markGrantQueued(boolean queued) {
        boolean changed = grantQueued != queued;
        grantQueued = queued;
        return changed;
    }

    boolean markReadableQueued(boolean queued) {
        boolean changed = readableQueued != queued;
        readableQueued = queued;
        return changed;
    }

    private void sendable() {
        if (isSendable()) {
            owner.sendable(this);
        } else {
            noteStall();
        }
    }

    private void noteStall() {
        boolean stalled = queue.size() > 0 && sendCredit == 0;
        if (stalled && stalledSince == 0) {
            stalledSince = Math.max(1, owner.now());
        } else if (!stalled && stalledSince != 0) {
            stalledNanos += owner.now() - stalledSince;
            stalledSince = 0;
        }
    }
}
