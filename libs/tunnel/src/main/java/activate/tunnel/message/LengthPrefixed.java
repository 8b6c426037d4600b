package activate.tunnel.message;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Messages inside a stream: two bytes of length, big-endian, then so many bytes, at most 16 KiB.
///
/// An instance reads one direction of one stream, whose bytes may be cut anywhere. It takes no byte
/// beyond the message that it returns, so after a preamble the rest of the input is the stream's
/// own.
public final class LengthPrefixed {
    public static final int MAX_BYTES = 16 * 1024;

    private static final int PREFIX_BYTES = 2;

    /// What `read` found.
    public sealed interface Read {
        /// All input is consumed and the message is not complete.
        record Incomplete() implements Read {}

        /// The bytes are the caller's own.
        record Message(ByteBuffer bytes) implements Read {}

        /// The peer claims more than {@link #MAX_BYTES}; the stream is of no more use.
        record TooLong(int claimedBytes) implements Read {}
    }

    private static final Read INCOMPLETE = new Read.Incomplete();

    private final ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES);
    private @Nullable ByteBuffer body;

    /// Puts the length before the message.
    public static ByteBuffer encode(ByteBuffer message) {
        int length = message.remaining();
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "message: " + length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        return ByteBuffer.allocate(PREFIX_BYTES + length)
                .putShort((short) length)
                .put(message)
                .flip();
    }

    public Read read(ByteBuffer input) {
        ByteBuffer message = body;
        if (message == null) {
            fill(prefix, input);
            if (prefix.hasRemaining()) {
                return INCOMPLETE;
            }
            int length = prefix.getShort(0) & 0xffff;
            if (length > MAX_BYTES) {
                return new Read.TooLong(length);
            }
            message = ByteBuffer.allocate(length);
            body = message;
        }
        fill(message, input);
        if (message.hasRemaining()) {
            return INCOMPLETE;
        }
        body = null;
        prefix.clear();
        return new Read.Message(message.flip());
    }

    private static void fill(ByteBuffer target, ByteBuffer input) {
        int length = Math.min(target.remaining(), input.remaining());
        target.put(input.slice(input.position(), length));
        input.position(input.position() + length);
    }
}
