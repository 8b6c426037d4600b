package activate.tunnel.frame;

import java.nio.ByteBuffer;

/// Reads frames out of a byte stream that may be cut anywhere.
///
/// Carrier messages mean nothing here: stock peers send header and body in two messages and
/// fragment both. Nothing is buffered but an incomplete header, whatever length a frame claims.
public final class FrameDecoder {
    private final FrameSink sink;
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private long payloadLeft;
    private boolean stopped;

    public FrameDecoder(FrameSink sink) {
        this.sink = sink;
    }

    /// Consumes the whole buffer, unless stopped on the way.
    public void decode(ByteBuffer bytes) {
        while (!stopped && bytes.hasRemaining()) {
            if (payloadLeft > 0) {
                payload(bytes);
            } else {
                header(bytes);
            }
        }
    }

    /// Nothing is decoded after this; used when the session has ended.
    public void stop() {
        stopped = true;
    }

    private void payload(ByteBuffer bytes) {
        int length = (int) Math.min(payloadLeft, bytes.remaining());
        int end = bytes.position() + length;
        int limit = bytes.limit();
        bytes.limit(end);
        payloadLeft -= length;
        sink.onPayload(bytes);
        bytes.limit(limit).position(end);
        if (payloadLeft == 0 && !stopped) {
            sink.onDataEnd();
        }
    }

    private void header(ByteBuffer bytes) {
        if (header.position() == 0 && bytes.remaining() >= Frame.HEADER_BYTES) {
            dispatch(bytes.getLong(), bytes.getInt());
            return;
        }
        while (header.hasRemaining() && bytes.hasRemaining()) {
            header.put(bytes.get());
        }
        if (!header.hasRemaining()) {
            header.flip();
            long head = header.getLong();
            int length = header.getInt();
            header.clear();
            dispatch(head, length);
        }
    }

    private void dispatch(long head, int length) {
        int version = (int) (head >>> 56);
        int type = (int) (head >>> 48) & 0xff;
        int flags = (int) (head >>> 32) & 0xffff;
        int streamId = (int) head;
        if (version != Frame.VERSION) {
            malformed("version: " + version + " (expected: " + Frame.VERSION + ")");
            return;
        }
        switch (type) {
            case Frame.DATA -> data(flags, streamId, length & 0xffff_ffffL);
            case Frame.WINDOW_UPDATE -> sink.onWindowUpdate(flags, streamId, length & 0xffff_ffffL);
            case Frame.PING -> sink.onPing(flags, length);
            case Frame.GO_AWAY -> sink.onGoAway(length);
            default -> malformed("frame type: " + type + " (expected: 0-3)");
        }
    }

    private void data(int flags, int streamId, long length) {
        payloadLeft = length;
        sink.onData(flags, streamId, length);
        if (length == 0 && !stopped) {
            sink.onDataEnd();
        }
    }

    private void malformed(String reason) {
        stopped = true;
        sink.onMalformed(reason);
    }
}
