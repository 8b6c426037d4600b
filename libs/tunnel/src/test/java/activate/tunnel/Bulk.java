package activate.tunnel;

import java.nio.ByteBuffer;

/// Endless senders, eager readers and an echo, as listeners use them.
final class Bulk {
    private static final int CHUNK = 64 * 1024;

    private Bulk() {}

    /// Writes until the stream takes no more; set it as `onWritable` too.
    static void fill(TunnelStream stream) {
        while (stream.isWritable()) {
            stream.write(ByteBuffer.allocate(CHUNK));
        }
    }

    /// Reads everything and returns how much that was.
    static long drain(TunnelStream stream) {
        long total = 0;
        ByteBuffer bytes = stream.read();
        while (bytes != null) {
            total += bytes.remaining();
            bytes = stream.read();
        }
        return total;
    }

    static void echo(TunnelStream stream) {
        ByteBuffer bytes = stream.read();
        while (bytes != null) {
            stream.write(bytes);
            bytes = stream.read();
        }
        if (stream.isReadFinished()) {
            stream.finish();
        }
    }
}
