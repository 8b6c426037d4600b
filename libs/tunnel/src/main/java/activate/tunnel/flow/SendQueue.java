package activate.tunnel.flow;

import activate.tunnel.frame.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Bytes that wait for credit and for their turn, copied once into buffers that leave room for the
/// frame header.
public final class SendQueue {
    private static final int SMALLEST = 64;

    private static final class Segment {
        private final byte[] bytes;
        private int start = Frame.HEADER_BYTES;
        private int end = Frame.HEADER_BYTES;
        private @Nullable Segment next;

        Segment(int payload) {
            bytes = new byte[Frame.HEADER_BYTES + payload];
        }

        int size() {
            return end - start;
        }
    }

    private final int capacity;
    private final int frameBytes;
    private @Nullable Segment head;
    private @Nullable Segment tail;
    private int size;

    public SendQueue(int capacity, int frameBytes) {
        this.capacity = capacity;
        this.frameBytes = frameBytes;
    }

    public int size() {
        return size;
    }

    public int free() {
        return capacity - size;
    }

    /// Copies what fits and says how much that was.
    public int append(ByteBuffer source) {
        int accepted = Math.min(source.remaining(), free());
        int left = accepted;
        while (left > 0) {
            Segment last = tail;
            if (last == null || last.end == last.bytes.length) {
                last = addSegment(left);
            }
            int fit = Math.min(left, last.bytes.length - last.end);
            source.get(last.bytes, last.end, fit);
            last.end += fit;
            size += fit;
            left -= fit;
        }
        return accepted;
    }

    private Segment addSegment(int wanted) {
        int payload = Math.min(frameBytes, Math.max(wanted, Math.max(SMALLEST, size)));
        Segment added = new Segment(payload);
        if (tail == null) {
            head = added;
        } else {
            tail.next = added;
        }
        tail = added;
        return added;
    }

    /// The next payload, at most `max` bytes, after room for a header; null when empty. The caller
    /// owns the buffer.
    public @Nullable ByteBuffer next(int max) {
        Segment first = head;
        if (first == null || max < 1) {
            return null;
        }
        int length = Math.min(max, first.size());
        size -= length;
        if (length < first.size()) {
            // The rest stays where it is, so the first part must not share its bytes with the next
            // header.
            ByteBuffer part = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
            part.put(Frame.HEADER_BYTES, first.bytes, first.start, length);
            first.start += length;
            return part;
        }
        head = first.next;
        if (head == null) {
            tail = null;
        }
        int from = first.start - Frame.HEADER_BYTES;
        return ByteBuffer.wrap(first.bytes, from, first.end - from).slice();
    }

    public void clear() {
        head = null;
        tail = null;
        size = 0;
    }
}
