package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Middleboxes cut and merge messages and kill what is silent: the codec's and the timers' part.
class Pitfall15MiddleboxTest {
    private static final long NOW = SessionPair.START;

    @Property(tries = 200)
    void howTheBytesAreCutDoesNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 70) Integer> cuts) {
        // given
        ByteBuffer recorded = recording();
        RecordingListener events = new RecordingListener();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        events.onReadable = s -> received.writeBytes(SessionPair.readAll(s));
        var session =
                TunnelSession.client(TunnelConfig.PLAIN, new MemoryBudget(1 << 20), events, NOW);

        // when
        int next = 0;
        while (recorded.hasRemaining()) {
            int length = Math.min(cuts.get(next++ % cuts.size()), recorded.remaining());
            session.receive(recorded.slice(recorded.position(), length), NOW);
            recorded.position(recorded.position() + length);
        }

        // then
        assertThat(received.toByteArray()).isEqualTo(numbers(500));
        assertThat(events.finished).hasSize(1);
        assertThat(events.end).isNull();
    }

    @Test
    void aQuietTunnelIsNeverSilentForLong() {
        SessionPair pair = new SessionPair(TunnelConfig.PLAIN);
        pair.exchange();
        long quietSince = pair.now;
        long longest = 0;
        for (int i = 0; i < 3000; i++) {
            pair.now += Duration.ofMillis(100).toNanos();
            pair.hub.tick(pair.now);
            pair.agent.tick(pair.now);
            if (pair.move(pair.hub, pair.agent)) {
                longest = Math.max(longest, pair.now - quietSince);
                quietSince = pair.now;
            }
            pair.exchange();
        }
        longest = Math.max(longest, pair.now - quietSince);

        assertThat(longest).isLessThanOrEqualTo(Duration.ofMillis(5100).toNanos());
    }

    private static ByteBuffer recording() {
        var hub =
                TunnelSession.server(
                        TunnelConfig.PLAIN,
                        new MemoryBudget(1 << 20),
                        new RecordingListener(),
                        NOW);
        TunnelStream stream = SessionPair.open(hub);
        List<ByteBuffer> pieces = new ArrayList<>();
        ByteBuffer data = ByteBuffer.wrap(numbers(500));
        while (data.hasRemaining()) {
            stream.write(data.slice(data.position(), 50));
            data.position(data.position() + 50);
            collect(hub, pieces);
        }
        stream.finish();
        collect(hub, pieces);
        ByteBuffer all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
        pieces.forEach(all::put);
        return all.flip();
    }

    private static void collect(TunnelSession session, List<ByteBuffer> pieces) {
        ByteBuffer bytes = session.poll(1024, NOW);
        while (bytes != null) {
            pieces.add(bytes);
            bytes = session.poll(1024, NOW);
        }
    }

    private static byte[] numbers(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return bytes;
    }
}
