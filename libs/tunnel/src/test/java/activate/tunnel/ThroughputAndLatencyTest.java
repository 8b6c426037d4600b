package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Full link rate and idle-like latency at once, the promise of `docs/tunnel.md`.
class ThroughputAndLatencyTest {
    @ParameterizedTest
    @CsvSource({
        "25, 20, 1, true, 10",
        "25, 20, 1, false, 10",
        "25, 20, 4, true, 10",
        "25, 20, 64, true, 10",
        "1, 20, 1, true, 15",
        "100, 100, 1, true, 25",
        "1000, 1, 1, true, 6",
        "0.1, 100, 1, true, 50"
    })
    void bulkFillsTheLinkAndEchoStaysFast(
            double rate, long oneWayMillis, int bulks, boolean fromHub, double extraMillis) {
        // given
        var tunnel = new SimulatedTunnel(Shape.of(rate, oneWayMillis, 1 << 20));
        TunnelSession sender = fromHub ? tunnel.hub : tunnel.agent;
        RecordingListener far = fromHub ? tunnel.agentEvents : tunnel.hubEvents;
        RecordingListener near = fromHub ? tunnel.hubEvents : tunnel.agentEvents;
        tunnel.run(Duration.ofSeconds(1));
        TunnelStream echo = SessionPair.open(sender);
        var bulk = new ArrayList<TunnelStream>();
        for (int i = 0; i < bulks; i++) {
            bulk.add(SessionPair.open(sender));
        }
        long[] received = new long[1];
        far.onReadable =
                s -> {
                    if (s.id() == echo.id()) {
                        Bulk.echo(s);
                    } else {
                        received[0] += Bulk.drain(s);
                    }
                };
        near.onWritable = Bulk::fill;
        List<Long> trips = new ArrayList<>();
        long[] sentAt = new long[1];
        near.onReadable =
                s -> {
                    Bulk.drain(s);
                    trips.add(tunnel.now() - sentAt[0]);
                };
        bulk.forEach(Bulk::fill);
        tunnel.run(Duration.ofSeconds(4));
        received[0] = 0;
        tunnel.every(
                Duration.ofMillis(2 * oneWayMillis + 53),
                () -> {
                    sentAt[0] = tunnel.now();
                    echo.write(ByteBuffer.wrap(new byte[] {1}));
                });

        // when
        tunnel.run(Duration.ofSeconds(5));

        // then
        assertThat(near.end).isNull();
        assertThat(far.end).isNull();
        assertThat(received[0] / 5e6).isGreaterThan(rate * (rate < 10 ? 0.85 : 0.95));
        assertThat(medianMillis(trips)).isLessThan(2 * oneWayMillis + extraMillis);
    }

    @Test
    void aLinkThatBecomesSlowerIsFastForEchoAgain() {
        // given: 25 MB/s for a while, then 5 MB/s, with the bulk going on
        var tunnel = new SimulatedTunnel(Shape.of(25, 20, 1 << 20));
        tunnel.run(Duration.ofSeconds(1));
        TunnelStream echo = SessionPair.open(tunnel.hub);
        TunnelStream bulk = SessionPair.open(tunnel.hub);
        long[] received = new long[1];
        tunnel.agentEvents.onReadable =
                s -> {
                    if (s.id() == echo.id()) {
                        Bulk.echo(s);
                    } else {
                        received[0] += Bulk.drain(s);
                    }
                };
        tunnel.hubEvents.onWritable = Bulk::fill;
        List<Long> trips = new ArrayList<>();
        long[] sentAt = new long[1];
        tunnel.hubEvents.onReadable =
                s -> {
                    Bulk.drain(s);
                    trips.add(tunnel.now() - sentAt[0]);
                };
        Bulk.fill(bulk);
        tunnel.run(Duration.ofSeconds(5));
        tunnel.changeRateToAgent(5_000_000);
        tunnel.run(Duration.ofSeconds(20));
        received[0] = 0;

        // when
        tunnel.every(
                Duration.ofMillis(501),
                () -> {
                    sentAt[0] = tunnel.now();
                    echo.write(ByteBuffer.wrap(new byte[] {1}));
                });
        tunnel.run(Duration.ofSeconds(20));

        // then
        assertThat(received[0] / 20e6).isGreaterThan(4.25);
        assertThat(medianMillis(trips)).isLessThan(55);
    }

    private static double medianMillis(List<Long> trips) {
        Collections.sort(trips);
        return trips.get(trips.size() / 2) / 1e6;
    }
}
