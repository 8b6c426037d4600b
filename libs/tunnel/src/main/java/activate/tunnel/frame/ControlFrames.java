package activate.tunnel.frame;

import java.nio.ByteBuffer;

/// Control frames that wait for the carrier, in their order. They are headers only.
public final class ControlFrames {
    /// A peer that provokes more while the carrier takes none is not worth keeping.
    private static final int MAX_BYTES = 256 * 1024;

    private ByteBuffer waiting = ByteBuffer.allocate(16 * Frame.HEADER_BYTES);

    /// Queues a frame; false, and nothing is queued, when too many wait already.
    public boolean add(int type, int flags, int streamId, int length) {
        if (waiting.remaining() < Frame.HEADER_BYTES) {
            if (waiting.capacity() >= MAX_BYTES) {
                return false;
            }
            waiting = ByteBuffer.allocate(waiting.capacity() * 2).put(waiting.flip());
        }
        Frame.putHeader(waiting, type, flags, streamId, length);
        return true;
    }

    public boolean isEmpty() {
        return waiting.position() == 0;
    }

    /// How many bytes wait.
    public int size() {
        return waiting.position();
    }

    /// Moves as many bytes as `out` has room for, which must be for whole frames.
    public void drainTo(ByteBuffer out) {
        waiting.flip();
        int moved = Math.min(waiting.remaining(), out.remaining());
        out.put(waiting.slice(waiting.position(), moved));
        waiting.position(waiting.position() + moved).compact();
    }
}
