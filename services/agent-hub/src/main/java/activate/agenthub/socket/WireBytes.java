package activate.agenthub.socket;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * Bytes between Vert.x and NIO without a copy. The replacement of the two methods is in Vert.x 5.
 */
public final class WireBytes {
    private WireBytes() {}

    /** A Vert.x buffer over {@code bytes}, which must not be written to any more. */
    @SuppressWarnings("deprecation")
    public static Buffer wrap(ByteBuffer bytes) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** The parts of a Vert.x buffer. */
    @SuppressWarnings("deprecation")
    public static ByteBuffer[] parts(Buffer buffer) {
        return buffer.getByteBuf().nioBuffers();
    }
}
