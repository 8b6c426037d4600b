package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.Windows;
import activate.tunnel.flow.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer sends its whole window as one frame; ours must stay small for everybody else's limits.
class Pitfall07HugeFramesTest {
    private final RecordingListener events = new RecordingListener();

    @ParameterizedTest
    @ValueSource(ints = {256 * 1024, 6 << 20})
    void aFrameAsLargeAsTheWindowStreamsThrough(int size) {
        // given
        Windows windows = new Windows(size, 64 << 20, 128 << 20, 256 * 1024, 16 * 1024);
        var session =
                TunnelSession.server(
                        TunnelConfig.PLAIN.withWindows(windows),
                        new MemoryBudget(64 << 20),
                        events,
                        SessionPair.START);
        session.receive(Wire.windowUpdate(1, 1, 0), SessionPair.START);
        long[] received = new long[1];
        events.onReadable = s -> received[0] += Bulk.drain(s);

        // when: it arrives in pieces of a socket read
        ByteBuffer frame = Wire.data(1, size);
        while (frame.hasRemaining()) {
            int piece = Math.min(65_536, frame.remaining());
            session.receive(frame.slice(frame.position(), piece), SessionPair.START);
            frame.position(frame.position() + piece);
            assertThat(session.stats().reservedBytes()).isZero();
        }

        // then
        assertThat(received[0]).isEqualTo(size);
        assertThat(events.end).isNull();
    }

    @Test
    void ourFramesStaySmallWhateverThePeerGrants() {
        // given
        var session =
                TunnelSession.server(
                        TunnelConfig.PLAIN, new MemoryBudget(64 << 20), events, SessionPair.START);
        TunnelStream stream = SessionPair.open(session);
        session.receive(Wire.windowUpdate(2, 2, 16 << 20), SessionPair.START);

        // when
        stream.write(ByteBuffer.allocate(250_000));

        // then
        List<String> data = Wire.sent(session, SessionPair.START);
        data.removeIf(f -> !f.startsWith("data"));
        assertThat(data).hasSize(16).contains("data 2 16384");
    }

    @Test
    void pollGivesNoMoreThanAsked() {
        var session =
                TunnelSession.server(
                        TunnelConfig.PLAIN, new MemoryBudget(64 << 20), events, SessionPair.START);
        TunnelStream stream = SessionPair.open(session);
        byte[] sent = new byte[50_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i % 251);
        }
        stream.write(ByteBuffer.wrap(sent));
        var peerEvents = new RecordingListener();
        var peer =
                TunnelSession.client(
                        TunnelConfig.PLAIN,
                        new MemoryBudget(64 << 20),
                        peerEvents,
                        SessionPair.START);

        ByteBuffer bytes = session.poll(1000, SessionPair.START);
        while (bytes != null) {
            assertThat(bytes.remaining()).isBetween(1, 1000);
            peer.receive(bytes, SessionPair.START);
            bytes = session.poll(1000, SessionPair.START);
        }

        assertThat(SessionPair.readAll(peerEvents.opened.getFirst())).isEqualTo(sent);
    }
}
