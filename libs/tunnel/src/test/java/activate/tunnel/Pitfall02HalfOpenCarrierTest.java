package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionEnd.Timeout.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A half-open carrier goes undetected, or the keepalive blocks itself.
class Pitfall02HalfOpenCarrierTest {
    private static final SessionEnd SILENT = new SessionEnd.Timeout(Kind.SILENT);

    private final SimulatedTunnel tunnel = new SimulatedTunnel(Shape.of(25, 20, 1 << 20));

    @Test
    void isFoundByBothSidesWhileIdle() {
        tunnel.run(Duration.ofMinutes(3));

        tunnel.freeze();
        tunnel.run(Duration.ofSeconds(13));

        assertThat(tunnel.hubEvents.end).isEqualTo(SILENT);
        assertThat(tunnel.agentEvents.end).isEqualTo(SILENT);
    }

    @Test
    void isFoundByBothSidesInTheMiddleOfWriting() {
        TunnelStream stream = SessionPair.open(tunnel.hub);
        tunnel.hubEvents.onWritable = Bulk::fill;
        tunnel.agentEvents.onReadable = Bulk::drain;
        Bulk.fill(stream);
        tunnel.run(Duration.ofSeconds(5));

        tunnel.freeze();
        tunnel.run(Duration.ofSeconds(13));

        assertThat(tunnel.hubEvents.end).isEqualTo(SILENT);
        assertThat(tunnel.agentEvents.end).isEqualTo(SILENT);
    }

    @Test
    void isFoundByTheSideThatOnlyListens() {
        // One direction dies: the agent still hears the hub, the hub hears nothing.
        tunnel.run(Duration.ofSeconds(5));

        tunnel.freezeToHub();
        tunnel.run(Duration.ofSeconds(13));

        assertThat(tunnel.hubEvents.end).isEqualTo(SILENT);
    }

    @Test
    void aPauseOfOurOwnProcessIsNotThePeersSilence() {
        // given: a session that was not run for a minute, and a peer that is alive
        SessionPair pair = new SessionPair();
        pair.pass(Duration.ofSeconds(1));
        pair.now += Duration.ofMinutes(1).toNanos();

        // when
        pair.hub.tick(pair.now);
        pair.agent.tick(pair.now);
        pair.pass(Duration.ofSeconds(20));

        // then
        assertThat(pair.hubEvents.end).isNull();
        assertThat(pair.agentEvents.end).isNull();
    }
}
