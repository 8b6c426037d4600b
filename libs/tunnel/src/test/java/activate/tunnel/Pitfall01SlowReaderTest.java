package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One slow reader stalls the session.
class Pitfall01SlowReaderTest {
    private static final int STALLED = 64;

    @Test
    void stalledStreamsLeaveTheOthersFastAndMemoryBounded() {
        // given: 64 streams whose reader never reads
        var tunnel = new SimulatedTunnel(Shape.of(25, 5, 1 << 20));
        TunnelStream echo = SessionPair.open(tunnel.hub);
        tunnel.agentEvents.onReadable =
                s -> {
                    if (s.id() == echo.id()) {
                        Bulk.echo(s);
                    }
                };
        tunnel.hubEvents.onWritable = Bulk::fill;
        for (int i = 0; i < STALLED; i++) {
            Bulk.fill(SessionPair.open(tunnel.hub));
        }
        List<Long> trips = new ArrayList<>();
        long[] sentAt = new long[1];
        tunnel.hubEvents.onReadable =
                s -> {
                    Bulk.drain(s);
                    trips.add(tunnel.now() - sentAt[0]);
                };
        tunnel.every(
                Duration.ofMillis(50),
                () -> {
                    sentAt[0] = tunnel.now();
                    echo.write(ByteBuffer.wrap(new byte[] {1}));
                });

        // when
        tunnel.run(Duration.ofSeconds(20));

        // then
        Collections.sort(trips);
        assertThat(trips).hasSizeGreaterThan(350);
        assertThat(trips.get(trips.size() * 99 / 100)).isLessThan(40_000_000L);
        assertThat(tunnel.agentBudget.usedBytes()).isEqualTo(STALLED * 256L * 1024);
    }

    @Test
    void withoutMemoryOnlyTheStreamThatNeedsItFails() {
        // given: room for one and a half windows
        MemoryBudget budget = new MemoryBudget(384 * 1024);
        RecordingListener events = new RecordingListener();
        var session = TunnelSession.server(TunnelConfig.PLAIN, budget, events, SessionPair.START);
        for (int id = 1; id <= 3; id += 2) {
            session.receive(Wire.windowUpdate(1, id, 0), SessionPair.START);
        }
        session.receive(Wire.data(1, 256 * 1024), SessionPair.START);

        // when
        session.receive(Wire.data(3, 256 * 1024), SessionPair.START);

        // then
        TunnelStream second = events.opened.get(1);
        assertThat(events.closed)
                .containsExactly(Map.entry(second, new StreamEnd.ResetByUs(ResetCode.NO_MEMORY)));
        assertThat(budget.usedBytes()).isEqualTo(256 * 1024);
        assertThat(events.end).isNull();
    }
}
