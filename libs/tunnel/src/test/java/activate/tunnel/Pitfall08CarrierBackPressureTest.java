package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Unbounded buffering in the carrier's layer, and credit counted in messages instead of bytes.
class Pitfall08CarrierBackPressureTest {
    @Test
    void tenThousandFragmentsAndASlowConsumerNeitherGrowMemoryNorStall() {
        // given: a carrier that cuts everywhere and a reader of 1 MB/s behind a 20 MB/s link
        Shape shape = Shape.of(20, 5, 1 << 20);
        var tunnel = new SimulatedTunnel(TunnelConfig.PLAIN, shape, shape, new Random(7));
        tunnel.hubEvents.onWritable = Bulk::fill;
        Bulk.fill(SessionPair.open(tunnel.hub));
        long[] received = new long[1];
        long[] most = new long[1];
        tunnel.every(
                Duration.ofMillis(10),
                () -> {
                    for (TunnelStream stream : tunnel.agentEvents.opened) {
                        ByteBuffer bytes = stream.read(10_000);
                        received[0] += bytes == null ? 0 : bytes.remaining();
                        most[0] = Math.max(most[0], stream.readableBytes());
                    }
                });

        // when
        tunnel.run(Duration.ofMinutes(2));

        // then
        assertThat(received[0]).isGreaterThan(90_000_000L);
        assertThat(most[0]).isLessThanOrEqualTo(256 * 1024);
        assertThat(tunnel.agentBudget.usedBytes()).isLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void singleBytesDoNotCostMuchMoreThanTheirNumber() {
        // given: the worst case for a queue of pieces, 256 KiB in frames of one byte
        SessionPair pair = new SessionPair(TunnelConfig.PLAIN);
        pair.agent.receive(Wire.windowUpdate(1, 2, 0), pair.now);
        for (int i = 0; i < 256 * 1024; i++) {
            pair.agent.receive(Wire.data(2, 1), pair.now);
        }

        // when
        TunnelStream stream = pair.agentEvents.opened.getFirst();
        int pieces = 0;
        long capacity = 0;
        ByteBuffer bytes = stream.read();
        while (bytes != null) {
            pieces++;
            capacity += bytes.array().length - bytes.arrayOffset();
            bytes = stream.read();
        }

        // then
        assertThat(pieces).isLessThan(40);
        assertThat(capacity).isLessThan(300 * 1024);
    }
}
