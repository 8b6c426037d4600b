package activate.tunnel.frame;

import java.nio.ByteBuffer;

/// Constants and the header writer of yamux v0.
///
/// Types are plain numbers because they arrive from a peer that may send any byte.
public final class Frame {
    public static final int VERSION = 0;
    public static final int HEADER_BYTES = 12;

    public static final int DATA = 0;
    public static final int WINDOW_UPDATE = 1;
    public static final int PING = 2;
    public static final int GO_AWAY = 3;

    public static final int SYN = 1;
    public static final int ACK = 2;
    public static final int FIN = 4;
    public static final int RST = 8;

    /// Credit that either side has on a new stream before any window update.
    public static final int INITIAL_WINDOW = 256 * 1024;

    /// A window beyond this is a protocol error: no honest peer can mean it.
    public static final long MAX_WINDOW = Integer.MAX_VALUE;

    private Frame() {}

    /// Writes a header at the buffer's position and advances it.
    public static void putHeader(ByteBuffer out, int type, int flags, int streamId, int length) {
        out.putLong(
                ((long) VERSION << 56)
                        | ((long) type << 48)
                        | ((long) flags << 32)
                        | (streamId & 0xffff_ffffL));
        out.putInt(length);
    }
}
