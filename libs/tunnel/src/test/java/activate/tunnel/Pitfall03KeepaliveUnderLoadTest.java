package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A keepalive that counts answers kills a busy session: they wait behind data.
class Pitfall03KeepaliveUnderLoadTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSaturatedSlowLinkLives(boolean plain) {
        // given: 10 KB/s and 200 KB of buffers, twenty seconds long, full both ways
        Shape slow = Shape.of(0.01, 50, 200_000);
        var tunnel =
                new SimulatedTunnel(
                        plain ? TunnelConfig.PLAIN : TunnelConfig.ACTIVATE, slow, slow, null);
        long[] received = new long[1];
        for (RecordingListener events :
                new RecordingListener[] {tunnel.hubEvents, tunnel.agentEvents}) {
            events.onWritable = Bulk::fill;
            events.onReadable = s -> received[0] += Bulk.drain(s);
        }
        Bulk.fill(SessionPair.open(tunnel.hub));
        Bulk.fill(SessionPair.open(tunnel.agent));

        // when
        tunnel.run(Duration.ofMinutes(5));

        // then
        assertThat(tunnel.hubEvents.end).isNull();
        assertThat(tunnel.agentEvents.end).isNull();
        assertThat(received[0]).isGreaterThan(4_500_000L);
    }

    @Test
    void aSlowLinkToAStalledReaderLives() {
        // given: nothing comes back from the reader, and our ping waits behind our own data
        Shape slow = Shape.of(0.01, 50, 200_000);
        var tunnel = new SimulatedTunnel(TunnelConfig.PLAIN, slow, slow, null);
        tunnel.hubEvents.onWritable = Bulk::fill;
        Bulk.fill(SessionPair.open(tunnel.hub));

        // when
        tunnel.run(Duration.ofMinutes(2));

        // then
        assertThat(tunnel.hubEvents.end).isNull();
        assertThat(tunnel.agentEvents.end).isNull();
    }
}
