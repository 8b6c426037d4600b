package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reader and writer wait for each other.
class Pitfall04DuplexDeadlockTest {
    private static final int STREAMS = 8;
    private static final int TOTAL = 2_000_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fullDuplexWithSlowReadersOnBothSidesCompletes(boolean plain) {
        // given: small carrier buffers, both sides write 8 x 2 MB and read only now and then
        Shape tight = Shape.of(10, 10, 40_000);
        var tunnel =
                new SimulatedTunnel(
                        plain ? TunnelConfig.PLAIN : TunnelConfig.ACTIVATE, tight, tight, null);
        Map<TunnelStream, Integer> toWrite = new HashMap<>();
        long[] received = new long[1];
        for (RecordingListener events :
                new RecordingListener[] {tunnel.hubEvents, tunnel.agentEvents}) {
            events.onOpened = s -> toWrite.put(s, TOTAL);
            events.onWritable = s -> write(s, toWrite);
        }
        for (int i = 0; i < STREAMS; i++) {
            TunnelStream stream = SessionPair.open(tunnel.hub);
            toWrite.put(stream, TOTAL);
        }
        tunnel.every(
                Duration.ofMillis(7),
                () -> {
                    for (TunnelStream stream : toWrite.keySet().toArray(TunnelStream[]::new)) {
                        write(stream, toWrite);
                        ByteBuffer bytes = stream.read(30_000);
                        received[0] += bytes == null ? 0 : bytes.remaining();
                    }
                });

        // when
        tunnel.run(Duration.ofSeconds(30));

        // then
        assertThat(received[0]).isEqualTo(2L * STREAMS * TOTAL);
        assertThat(tunnel.hubEvents.end).isNull();
    }

    @Test
    void controlIsSentWhileTheCarrierWouldBlockData() {
        // given: a peer that gave no credit, so that no data can move
        SessionPair pair = new SessionPair(TunnelConfig.PLAIN);
        TunnelStream stream = pair.openFromHub();
        pair.exchange();
        Bulk.fill(stream);
        pair.exchange();
        Bulk.fill(stream);

        // when
        pair.hub.receive(Wire.frame(2, 1, 0, 77), pair.now);

        // then
        assertThat(Wire.sent(pair.hub, pair.now)).containsExactly("ping ack 0 77");
    }

    private static void write(TunnelStream stream, Map<TunnelStream, Integer> toWrite) {
        int left = toWrite.getOrDefault(stream, 0);
        while (left > 0 && stream.isWritable()) {
            left -= stream.write(ByteBuffer.allocate(Math.min(left, 64 * 1024)));
        }
        toWrite.put(stream, left);
    }
}
