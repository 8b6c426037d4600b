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
import java.util.List;
import org.junit.jupiter.api.Test;

/// The last bytes get lost around FIN.
class Pitfall09HalfCloseTest {
    private final RecordingListener events = new RecordingListener();

    @Test
    void theAnswerAfterTheEndOfTheRequestArrivesWhole() {
        // given: the far side answers only after it has read everything, as `nc -N` to `wc` does
        var tunnel = new SimulatedTunnel(Shape.of(5, 20, 100_000));
        long[] counted = new long[2];
        tunnel.agentEvents.onReadable = s -> counted[0] += Bulk.drain(s);
        tunnel.agentEvents.onFinished =
                s -> {
                    counted[0] += Bulk.drain(s);
                    s.write(ByteBuffer.allocate(200_000));
                    s.finish();
                };
        tunnel.hubEvents.onReadable = s -> counted[1] += Bulk.drain(s);
        TunnelStream near = SessionPair.open(tunnel.hub);

        // when
        near.write(ByteBuffer.allocate(250_000));
        near.finish();
        tunnel.run(Duration.ofSeconds(5));

        // then
        assertThat(counted).containsExactly(250_000, 200_000);
        assertThat(tunnel.hubEvents.closed.values()).containsExactly(new StreamEnd.Finished());
        assertThat(tunnel.agentEvents.closed.values()).containsExactly(new StreamEnd.Finished());
    }

    @Test
    void finFollowsTheDataAndNeverRidesOnIt() {
        // A stock reader that sees FIN before the payload of the same frame ends too early.
        var session = session();
        TunnelStream stream = SessionPair.open(session);
        stream.write(ByteBuffer.allocate(20_000));
        stream.finish();

        assertThat(Wire.sent(session, SessionPair.START))
                .containsExactly("window syn 2 0", "data 2 16384", "data 2 3616", "window fin 2 0");
    }

    @Test
    void finWaitsForCreditWithItsData() {
        var session = session();
        TunnelStream stream = SessionPair.open(session);
        stream.write(ByteBuffer.allocate(256 * 1024));
        Wire.sent(session, SessionPair.START);
        stream.write(ByteBuffer.allocate(5));
        stream.finish();
        assertThat(Wire.sent(session, SessionPair.START)).isEmpty();

        session.receive(Wire.windowUpdate(0, 2, 100), SessionPair.START);

        assertThat(Wire.sent(session, SessionPair.START))
                .containsExactly("data 2 5", "window fin 2 0");
    }

    @Test
    void unreadBytesOutliveAResetThatFollowsFin() {
        // Stock peers send RST five minutes after FIN; what came before FIN is whole.
        var session = session();
        session.receive(Wire.data(1, 1, 100), SessionPair.START);
        session.receive(Wire.windowUpdate(4, 1, 0), SessionPair.START);
        session.receive(Wire.windowUpdate(8, 1, 0), SessionPair.START);

        TunnelStream stream = events.opened.getFirst();
        assertThat(stream.readableBytes()).isEqualTo(100);
        assertThat(events.closed).isEmpty();
        SessionPair.readAll(stream);
        assertThat(stream.isReadFinished()).isTrue();
        session.tick(SessionPair.START);
        assertThat(events.closed)
                .containsEntry(stream, new StreamEnd.ResetByPeer(ResetCode.UNSPECIFIED));
    }

    @Test
    void finOnADataFrameCountsAfterItsPayload() {
        var session = session();
        List<Long> unreadAtFinish = new ArrayList<>();
        events.onFinished = s -> unreadAtFinish.add(s.readableBytes());

        session.receive(Wire.data(1 | 4, 1, 100), SessionPair.START);

        assertThat(unreadAtFinish).containsExactly(100L);
    }

    @Test
    void windowUpdatesAfterFinAreTaken() {
        var session = session();
        session.receive(Wire.windowUpdate(1, 1, 0), SessionPair.START);
        TunnelStream stream = events.opened.getFirst();
        stream.write(ByteBuffer.allocate(256 * 1024));
        Wire.sent(session, SessionPair.START);
        stream.write(ByteBuffer.allocate(7));
        session.receive(Wire.windowUpdate(4, 1, 0), SessionPair.START);

        session.receive(Wire.windowUpdate(0, 1, 1000), SessionPair.START);

        assertThat(Wire.sent(session, SessionPair.START)).containsExactly("data 1 7");
    }

    @Test
    void aSessionThatEndsWithUnreadBytesIsNotAGoodEnd() {
        var session = session();
        session.receive(Wire.data(1 | 4, 1, 100), SessionPair.START);
        TunnelStream stream = events.opened.getFirst();
        stream.finish();
        Wire.sent(session, SessionPair.START);

        session.carrierClosed(SessionPair.START);

        assertThat(stream.isReadFinished()).isFalse();
        assertThat(events.closed.get(stream)).isInstanceOf(StreamEnd.SessionEnded.class);
    }

    private TunnelSession session() {
        return TunnelSession.server(
                TunnelConfig.PLAIN, new MemoryBudget(1 << 20), events, SessionPair.START);
    }
}
