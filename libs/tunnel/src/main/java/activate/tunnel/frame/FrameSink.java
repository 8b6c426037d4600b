package activate.tunnel.frame;

import java.nio.ByteBuffer;

/// Receives what a {@link FrameDecoder} found; called in wire order on the caller's thread.
public interface FrameSink {
    /// A Data header. Its payload follows in any number of {@link #onPayload} calls, then {@link
    /// #onDataEnd}.
    void onData(int flags, int streamId, long length);

    /// A piece of the current Data frame. The buffer is valid during the call only.
    void onPayload(ByteBuffer piece);

    /// The current Data frame is complete.
    void onDataEnd();

    void onWindowUpdate(int flags, int streamId, long delta);

    void onPing(int flags, int opaque);

    void onGoAway(int code);

    /// The bytes are not yamux v0; the decoder reads nothing more.
    void onMalformed(String reason);
}
