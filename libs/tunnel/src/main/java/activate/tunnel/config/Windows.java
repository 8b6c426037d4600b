package activate.tunnel.config;

import activate.tunnel.frame.Frame;

/// Bounds on bytes.
///
/// @param initialBytes receive window of a new stream; at least the protocol's own 256 KiB
/// @param maxBytes what autotuning may grow it to
/// @param sessionBytes receive memory of one session, all its streams together
/// @param sendQueueBytes what `write` accepts on one stream beyond what is on the wire
/// @param frameBytes largest payload of a Data frame that we send
public record Windows(
        int initialBytes, int maxBytes, long sessionBytes, int sendQueueBytes, int frameBytes) {

    public static final Windows DEFAULTS =
            new Windows(Frame.INITIAL_WINDOW, 64 << 20, 128L << 20, 256 * 1024, 16 * 1024);

    /// Peers that read whole messages stop at 32 KiB, so a frame with its header must stay below.
    private static final int MAX_FRAME_BYTES = 32 * 1024 - Frame.HEADER_BYTES;

    public Windows {
        check(initialBytes >= Frame.INITIAL_WINDOW, "initialBytes", initialBytes);
        check(maxBytes >= initialBytes, "maxBytes", maxBytes);
        check(sessionBytes >= initialBytes, "sessionBytes", sessionBytes);
        check(sendQueueBytes >= 1024, "sendQueueBytes", sendQueueBytes);
        check(frameBytes >= 64 && frameBytes <= MAX_FRAME_BYTES, "frameBytes", frameBytes);
    }

    private static void check(boolean valid, String name, long value) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " is out of range");
        }
    }
}
