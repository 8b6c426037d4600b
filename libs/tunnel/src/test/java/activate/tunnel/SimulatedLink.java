package activate.tunnel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One direction of a carrier in virtual time: a bounded buffer, a rate, a delay, and cuts at any
/// byte.
final class SimulatedLink {
    /// @param bytesPerSecond drain rate of the bottleneck
    /// @param oneWayNanos delay after it
    /// @param bufferBytes what the socket and the routers hold before the sender has to wait
    record Shape(long bytesPerSecond, long oneWayNanos, int bufferBytes) {
        static Shape of(double megabytesPerSecond, long oneWayMillis, int bufferBytes) {
            return new Shape(
                    (long) (megabytesPerSecond * 1_000_000), oneWayMillis * 1_000_000, bufferBytes);
        }
    }

    private record Packet(ByteBuffer bytes, long arrivesAt) {}

    private final ArrayDeque<Packet> packets = new ArrayDeque<>();
    private final Shape shape;
    private final @Nullable RandomGenerator cuts;
    private long bytesPerSecond;
    private long oneWayNanos;
    private long freeAt;
    private long frozenBytes;
    private boolean frozen;

    /// @param cuts where to cut the byte stream; null keeps the sender's pieces
    SimulatedLink(Shape shape, @Nullable RandomGenerator cuts) {
        this.shape = shape;
        this.bytesPerSecond = shape.bytesPerSecond();
        this.oneWayNanos = shape.oneWayNanos();
        this.cuts = cuts;
    }

    /// From now on the link takes what its buffer holds, delivers nothing and says nothing.
    void freeze() {
        frozen = true;
        packets.clear();
    }

    /// The bottleneck has another rate from now on.
    void changeRate(long value) {
        bytesPerSecond = value;
    }

    /// The way has another delay from now on.
    void changeDelay(long oneWay) {
        oneWayNanos = oneWay;
    }

    long room(long now) {
        long backlog = (long) ((double) Math.max(0, freeAt - now) * bytesPerSecond / 1e9);
        return shape.bufferBytes - backlog - frozenBytes;
    }

    /// When there will be room for so many bytes.
    long roomAt(int bytes, long now) {
        if (frozen) {
            return Long.MAX_VALUE;
        }
        long excess = bytes - room(now);
        return excess <= 0 ? now : now + 1 + excess * 1_000_000_000L / bytesPerSecond;
    }

    void send(ByteBuffer bytes, long now) {
        if (frozen) {
            frozenBytes += bytes.remaining();
            return;
        }
        while (bytes.hasRemaining()) {
            int length = bytes.remaining();
            if (cuts != null) {
                length = Math.min(length, 1 + cuts.nextInt(cuts.nextInt(10) == 0 ? 13 : 20_000));
            }
            ByteBuffer piece = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            freeAt = Math.max(freeAt, now) + length * 1_000_000_000L / bytesPerSecond;
            packets.add(new Packet(piece, freeAt + oneWayNanos));
        }
    }

    long nextArrival() {
        Packet next = packets.peek();
        return next == null ? Long.MAX_VALUE : next.arrivesAt;
    }

    @Nullable ByteBuffer arrived(long now) {
        Packet next = packets.peek();
        return next == null || next.arrivesAt > now ? null : packets.remove().bytes;
    }
}
