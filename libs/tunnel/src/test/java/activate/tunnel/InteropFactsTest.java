package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.OpenResult.Reason;
import activate.tunnel.OpenResult.Refused;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import activate.tunnel.state.StreamState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stock peers do and how they misread what we could do; see "Interoperability" in
/// `docs/tunnel.md`.
class InteropFactsTest {
    private final long now = SessionPair.START;
    private final RecordingListener events = new RecordingListener();
    private final TunnelSession session =
            TunnelSession.server(TunnelConfig.PLAIN, new MemoryBudget(64 << 20), events, now);

    @Test
    void aStreamOfThePeerIsAcknowledgedAtOnce() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);

        assertThat(Wire.sent(session, now)).containsExactly("window ack 1 0");
    }

    @Test
    void aStreamRefusedByTheListenerIsNotAcknowledged() {
        events.onOpened = s -> s.reset(ResetCode.REFUSED);

        session.receive(Wire.data(Frame.SYN, 1, 100), now);

        assertThat(Wire.sent(session, now)).containsExactly("window rst 1 2");
    }

    @Test
    void anyFrameCountsAsAcknowledgement() {
        TunnelStream stream = SessionPair.open(session);

        session.receive(Wire.data(2, 1), now);

        assertThat(stream.state()).isEqualTo(new StreamState.Open());
    }

    @Test
    void anOpenThatNobodyAcknowledgesTimesOut() {
        TunnelStream stream = SessionPair.open(session);
        long time = now;
        for (int i = 0; i < 40 && events.closed.isEmpty(); i++) {
            time += Duration.ofSeconds(1).toNanos();
            session.receive(Wire.frame(Frame.PING, Frame.ACK, 0, -1), time);
            session.tick(time);
            Wire.sent(session, time);
        }

        assertThat(events.closed).containsEntry(stream, new StreamEnd.ResetByUs(ResetCode.TIMEOUT));
        assertThat(time - now).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void noMoreThanTheBacklogIsOpenedUnacknowledged() {
        for (int i = 0; i < 256; i++) {
            SessionPair.open(session);
        }

        assertThat(session.open(StreamClass.BULK)).isEqualTo(new Refused(Reason.TOO_MANY_PENDING));
        session.receive(Wire.windowUpdate(Frame.ACK, 2, 0), now);
        SessionPair.open(session);
    }

    @Test
    void framesOfForgottenStreamsAreIgnored() {
        session.receive(Wire.windowUpdate(0, 99, 1000), now);
        session.receive(Wire.windowUpdate(Frame.FIN, 99, 0), now);
        session.receive(Wire.windowUpdate(Frame.RST, 99, 0), now);
        session.receive(Wire.data(99, 1000), now);

        assertThat(events.end).isNull();
        assertThat(Wire.sent(session, now)).isEmpty();
    }

    @Test
    void aSecondFinIsHarmless() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        session.receive(Wire.windowUpdate(Frame.FIN, 1, 0), now);
        session.receive(Wire.windowUpdate(Frame.FIN, 1, 0), now);

        assertThat(events.finished).hasSize(1);
        assertThat(events.end).isNull();
    }

    @Test
    void weFinishOnce() {
        TunnelStream stream = SessionPair.open(session);
        stream.finish();
        stream.finish();

        assertThat(Wire.sent(session, now)).containsExactly("window syn 2 0", "window fin 2 0");
        stream.finish();
        assertThat(Wire.sent(session, now)).isEmpty();
    }

    @Test
    void resetOnADataFrameHasNoCodeAndNoPayload() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        session.receive(Wire.data(Frame.RST, 1, 5), now);
        session.tick(now);

        assertThat(events.closed.values())
                .containsExactly(new StreamEnd.ResetByPeer(ResetCode.UNSPECIFIED));
    }

    @Test
    void theResetCodeIsNotCredit() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        session.receive(Wire.windowUpdate(Frame.RST, 1, -1), now);
        session.tick(now);

        assertThat(events.closed.values())
                .containsExactly(new StreamEnd.ResetByPeer(new ResetCode(-1)));
    }

    @Test
    void aPlainPeerHearsOfTheDrainOnlyWhenNothingIsLeft() {
        // given: GoAway(0) kills every stream of some stock peers
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        Wire.sent(session, now);

        // when
        session.drain();
        session.receive(Wire.windowUpdate(Frame.SYN, 3, 0), now);

        // then
        assertThat(Wire.sent(session, now)).containsExactly("window rst 3 3");
        events.opened.getFirst().reset(ResetCode.CANCELLED);
        assertThat(Wire.sent(session, now)).containsExactly("window rst 1 1", "goaway 0 0");
        assertThat(events.end).isEqualTo(new SessionEnd.LocalClose(GoAwayCode.NORMAL));
    }

    @Test
    void goAwayZeroFromThePeerLeavesItsStreams() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        session.receive(Wire.frame(Frame.GO_AWAY, 0, 0, 0), now);

        assertThat(events.closed).isEmpty();
        assertThat(events.goAways).containsExactly(GoAwayCode.NORMAL);
        assertThat(session.open(StreamClass.BULK)).isEqualTo(new Refused(Reason.GOING_AWAY));
    }

    @Test
    void anyOtherGoAwayEndsTheSession() {
        session.receive(Wire.frame(Frame.GO_AWAY, 0, 0, 7), now);

        assertThat(events.end).isEqualTo(new SessionEnd.PeerLeft(GoAwayCode.INTERNAL_ERROR));
    }

    @Test
    void idsRunOutInsteadOfRepeating() {
        var old =
                new TunnelSession(
                        TunnelConfig.PLAIN, new MemoryBudget(1 << 20), events, 0xffff_fffcL, now);
        assertThat(SessionPair.open(old).id()).isEqualTo(-4);
        assertThat(SessionPair.open(old).id()).isEqualTo(-2);

        assertThat(old.open(StreamClass.BULK)).isEqualTo(new Refused(Reason.IDS_EXHAUSTED));
    }

    @Test
    void controlAndInteractiveStreamsAreServedBeforeBulk() {
        // given: everything acknowledged and a bulk stream with much to send
        TunnelStream bulk = SessionPair.open(session, StreamClass.BULK);
        TunnelStream shell = SessionPair.open(session, StreamClass.INTERACTIVE);
        TunnelStream control = SessionPair.open(session, StreamClass.CONTROL);
        Wire.sent(session, now);
        bulk.write(ByteBuffer.allocate(100_000));
        shell.write(ByteBuffer.allocate(1));
        control.write(ByteBuffer.allocate(2));

        // then
        List<String> order = new ArrayList<>(Wire.sent(session, now));
        assertThat(order).startsWith("data 6 2", "data 4 1", "data 2 16384");
    }

    @Test
    void bulkStreamsTakeTurns() {
        TunnelStream first = SessionPair.open(session, StreamClass.BULK);
        TunnelStream second = SessionPair.open(session, StreamClass.BULK);
        Wire.sent(session, now);
        first.write(ByteBuffer.allocate(64 * 1024));
        second.write(ByteBuffer.allocate(64 * 1024));

        List<String> order = Wire.sent(session, now);

        assertThat(order.subList(0, 5).stream().filter("data 2 16384"::equals).count())
                .isBetween(2L, 3L);
    }
}
