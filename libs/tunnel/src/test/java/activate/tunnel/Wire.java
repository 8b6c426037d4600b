package activate.tunnel;

import activate.tunnel.frame.Frame;
import activate.tunnel.frame.FrameDecoder;
import activate.tunnel.frame.FrameSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Frames by hand, for a peer that is not ours, and what a session sends as text.
final class Wire implements FrameSink {
    final List<String> frames = new ArrayList<>();

    static ByteBuffer frame(int type, int flags, int streamId, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER_BYTES);
        Frame.putHeader(bytes, type, flags, streamId, length);
        return bytes.flip();
    }

    static ByteBuffer data(int flags, int streamId, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
        Frame.putHeader(bytes, Frame.DATA, flags, streamId, length);
        return bytes.rewind();
    }

    static ByteBuffer data(int streamId, int length) {
        return data(0, streamId, length);
    }

    static ByteBuffer windowUpdate(int flags, int streamId, int delta) {
        return frame(Frame.WINDOW_UPDATE, flags, streamId, delta);
    }

    /// Everything that the session wants to send now, one line a frame, our own pings left out.
    static List<String> sent(TunnelSession session, long now) {
        Wire wire = new Wire();
        FrameDecoder decoder = new FrameDecoder(wire);
        ByteBuffer bytes = session.poll(32 * 1024, now);
        while (bytes != null) {
            decoder.decode(bytes);
            bytes = session.poll(32 * 1024, now);
        }
        wire.frames.removeIf(line -> line.startsWith("ping syn"));
        return wire.frames;
    }

    @Override
    public void onData(int flags, int streamId, long length) {
        add("data", flags, streamId, length);
    }

    @Override
    public void onPayload(ByteBuffer piece) {}

    @Override
    public void onDataEnd() {}

    @Override
    public void onWindowUpdate(int flags, int streamId, long delta) {
        add("window", flags, streamId, delta);
    }

    @Override
    public void onPing(int flags, int opaque) {
        add("ping", flags, 0, opaque);
    }

    @Override
    public void onGoAway(int code) {
        add("goaway", 0, 0, code);
    }

    @Override
    public void onMalformed(String reason) {
        throw new AssertionError(reason);
    }

    private void add(String type, int flags, int streamId, long length) {
        StringBuilder line = new StringBuilder(type);
        flag(line, flags, Frame.SYN, " syn");
        flag(line, flags, Frame.ACK, " ack");
        flag(line, flags, Frame.FIN, " fin");
        flag(line, flags, Frame.RST, " rst");
        frames.add(line + " " + Integer.toUnsignedString(streamId) + " " + length);
    }

    private static void flag(StringBuilder line, int flags, int flag, String name) {
        if ((flags & flag) != 0) {
            line.append(name);
        }
    }
}
