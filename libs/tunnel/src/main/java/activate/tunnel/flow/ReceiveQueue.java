package activate.tunnel.flow;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Received bytes in order, copied once out of the carrier's buffer.
///
/// Small pieces share a segment whose size grows with what is queued, so that a peer sending single
/// bytes costs at most about twice its bytes.
final class ReceiveQueue {
    private static final int SMALLEST = 512;
    private static final int LARGEST = 16 * 1024;

    private static final class Segment {
        private final byte[] bytes;
        private int end;
        private @Nullable Segment next;

        Segment(int capacity) {
            bytes = new byte[capacity];
        }
    }

    private @Nullable Segment head;
    private @Nullable Segment tail;
    private int headStart;
    private long size;

    long size() {
        return size;
    }

    void append(ByteBuffer piece) {
        size += piece.remaining();
        Segment last = tail;
        if (last != null) {
            int fit = Math.min(piece.remaining(), last.bytes.length - last.end);
            piece.get(last.bytes, last.end, fit);
            last.end += fit;
        }
        int rest = piece.remaining();
        if (rest > 0) {
            int share = Math.clamp(size, SMALLEST, LARGEST);
            Segment added = new Segment(Math.max(rest, share));
            piece.get(added.bytes, 0, rest);
            added.end = rest;
            if (last == null) {
                head = added;
            } else {
                last.next = added;
            }
            tail = added;
        }
    }

    /// The next bytes, at most `max`; the caller owns the buffer.
    @Nullable ByteBuffer take(int max) {
        Segment first = head;
        if (first == null) {
            return null;
        }
        int length = Math.min(max, first.end - headStart);
        ByteBuffer result = ByteBuffer.wrap(first.bytes, headStart, length).slice();
        headStart += length;
        size -= length;
        if (headStart == first.end) {
            head = first.next;
            headStart = 0;
            if (head == null) {
                tail = null;
            }
        }
        return result;
    }

    void clear() {
        head = null;
        tail = null;
        headStart = 0;
        size = 0;
    }
}
