package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionEnd.Timeout.Kind;
import activate.tunnel.state.StreamEnd;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A write timeout that leaves the session alive leaves a hole, and the peer reads for ever.
class Pitfall05WriteHoleTest {
    @Test
    void aFrozenCarrierFailsEveryStreamOnBothEnds() {
        // given
        var tunnel = new SimulatedTunnel(Shape.of(25, 20, 1 << 20));
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = Bulk::drain;
        for (int i = 0; i < 5; i++) {
            Bulk.fill(SessionPair.open(tunnel.hub));
        }
        tunnel.run(Duration.ofSeconds(1));

        // when
        tunnel.freeze();
        tunnel.run(Duration.ofSeconds(15));

        // then
        assertThat(tunnel.hubEvents.closed).hasSize(5);
        assertThat(tunnel.agentEvents.closed).hasSize(5);
        assertThat(tunnel.hubEvents.closed.values())
                .allMatch(StreamEnd.SessionEnded.class::isInstance);
        assertThat(tunnel.agentEvents.closed.values())
                .allMatch(StreamEnd.SessionEnded.class::isInstance);
        assertThat(tunnel.agentEvents.closed.keySet()).noneMatch(TunnelStream::isReadFinished);
        assertThat(tunnel.hubBudget.usedBytes()).isZero();
        assertThat(tunnel.agentBudget.usedBytes()).isZero();
    }

    @Test
    void aCarrierThatTakesNothingEndsTheSessionThoughBytesStillArrive() {
        // given: the peer talks, but our socket takes nothing
        SessionPair pair = new SessionPair();
        TunnelStream stream = pair.openFromHub();
        pair.exchange();
        stream.write(ByteBuffer.allocate(10));

        // when
        for (int i = 0; i < 30 && pair.hubEvents.end == null; i++) {
            pair.now += 500_000_000L;
            pair.hub.tick(pair.now);
            pair.hub.receive(Wire.frame(2, 2, 0, -1), pair.now);
        }

        // then
        assertThat(pair.hubEvents.end).isEqualTo(new SessionEnd.Timeout(Kind.WRITE_STALLED));
        assertThat(stream.state().isClosed()).isTrue();
    }
}
