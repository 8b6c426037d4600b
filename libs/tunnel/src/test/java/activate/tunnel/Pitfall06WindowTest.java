package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.Windows;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fixed window kills throughput over distance; autotuning that blocks itself does too.
class Pitfall06WindowTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongWayIsFilledWithinTwentyRoundTrips(boolean plain) {
        // given: 200 ms, 50 MB/s: 10 MB on the way
        Shape far = Shape.of(50, 100, 4 << 20);
        var tunnel =
                new SimulatedTunnel(
                        plain ? TunnelConfig.PLAIN : TunnelConfig.ACTIVATE, far, far, null);
        tunnel.run(Duration.ofSeconds(2));
        long[] received = new long[1];
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = s -> received[0] += Bulk.drain(s);
        Bulk.fill(SessionPair.open(tunnel.hub));
        tunnel.run(Duration.ofSeconds(4));
        received[0] = 0;

        // when
        tunnel.run(Duration.ofSeconds(4));

        // then
        assertThat(received[0]).isGreaterThan(180_000_000L);
    }

    @Test
    void aSlowLinkDoesNotGrowTheWindow() {
        var tunnel = new SimulatedTunnel(Shape.of(1, 20, 1 << 20));
        tunnel.run(Duration.ofSeconds(1));
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = Bulk::drain;
        Bulk.fill(SessionPair.open(tunnel.hub));

        tunnel.run(Duration.ofSeconds(20));

        assertThat(tunnel.agentEvents.opened.getFirst().stats().receiveWindow())
                .isEqualTo(256 * 1024);
    }

    @Test
    void aRoundTripMeasuredInABadMomentDoesNotGrowTheWindow() {
        // given the first round trip was 12 ms, and it is 1 ms since then
        var tunnel = new SimulatedTunnel(Shape.of(100, 6, 1 << 20));
        tunnel.run(Duration.ofSeconds(1));
        tunnel.changeDelay(Duration.ofNanos(500_000));
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = Bulk::drain;

        // when
        Bulk.fill(SessionPair.open(tunnel.hub));
        tunnel.run(Duration.ofSeconds(5));

        // then a reader that stalls now costs little
        assertThat(tunnel.agentEvents.opened.getFirst().stats().receiveWindow())
                .isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void aReaderInBurstsDoesNotGrowTheWindow() {
        // given a reader that takes everything for 5 ms and then nothing for 15 ms
        var tunnel = new SimulatedTunnel(new Shape(300_000_000, 100_000, 4 << 20));
        tunnel.run(Duration.ofSeconds(1));
        boolean[] reading = {true};
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable =
                stream -> {
                    if (reading[0]) {
                        Bulk.drain(stream);
                    }
                };
        Bulk.fill(SessionPair.open(tunnel.hub));

        // when
        for (int burst = 0; burst < 200; burst++) {
            reading[0] = true;
            tunnel.agentEvents.opened.forEach(Bulk::drain);
            tunnel.run(Duration.ofMillis(5));
            reading[0] = false;
            tunnel.run(Duration.ofMillis(15));
        }

        // then
        assertThat(tunnel.agentEvents.opened.getFirst().stats().receiveWindow())
                .isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void anIdleWindowShrinksAndReturnsItsMemory() {
        // given
        var tunnel = new SimulatedTunnel(Shape.of(100, 50, 1 << 20));
        tunnel.run(Duration.ofSeconds(1));
        TunnelStream stream = SessionPair.open(tunnel.hub);
        tunnel.hubEvents.onWritable =
                s -> {
                    if (tunnel.now() < 10_000_000_000L) {
                        Bulk.fill(s);
                    }
                };
        tunnel.agentEvents.onReadable = Bulk::drain;
        Bulk.fill(stream);
        tunnel.run(Duration.ofSeconds(10));
        TunnelStream far = tunnel.agentEvents.opened.getFirst();
        assertThat(far.stats().receiveWindow()).isGreaterThan(4 << 20);
        assertThat(tunnel.agentBudget.usedBytes())
                .isEqualTo(far.stats().receiveWindow() - 256 * 1024);

        // when
        tunnel.run(Duration.ofMinutes(3));

        // then
        assertThat(far.stats().receiveWindow()).isEqualTo(256 * 1024);
        assertThat(tunnel.agentBudget.usedBytes()).isZero();
    }

    @Test
    void growthStopsAtTheSessionsShare() {
        // given
        TunnelConfig config =
                TunnelConfig.ACTIVATE.withWindows(
                        new Windows(256 * 1024, 64 << 20, 1 << 20, 256 * 1024, 16 * 1024));
        Shape far = Shape.of(100, 50, 1 << 20);
        var tunnel = new SimulatedTunnel(config, far, far, null);
        tunnel.run(Duration.ofSeconds(1));
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = Bulk::drain;
        Bulk.fill(SessionPair.open(tunnel.hub));

        // when
        tunnel.run(Duration.ofSeconds(5));

        // then
        assertThat(tunnel.agentBudget.usedBytes()).isBetween(1L, 1L << 20);
        assertThat(tunnel.agentEvents.opened.getFirst().stats().receiveWindow()).isEqualTo(1 << 20);
    }
}
