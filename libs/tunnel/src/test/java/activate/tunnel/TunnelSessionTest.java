package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import activate.tunnel.state.StreamEnd;
import activate.tunnel.state.StreamState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TunnelSessionTest {
    private final SessionPair pair = new SessionPair();

    @Test
    void bytesArriveBothWays() {
        // given
        TunnelStream near = pair.openFromHub();
        near.write(bytes("ls\n"));
        pair.exchange();
        TunnelStream far = pair.agentEvents.opened.getFirst();

        // when
        far.write(bytes("file\n"));
        pair.exchange();

        // then
        assertThat(SessionPair.readAll(far)).asString().isEqualTo("ls\n");
        assertThat(SessionPair.readAll(near)).asString().isEqualTo("file\n");
        assertThat(near.id()).isEqualTo(2);
        assertThat(far.id()).isEqualTo(2);
        assertThat(near.state()).isEqualTo(new StreamState.Open());
    }

    @Test
    void agentOpensWithOddIds() {
        assertThat(SessionPair.open(pair.agent).id()).isEqualTo(1);
        assertThat(SessionPair.open(pair.agent).id()).isEqualTo(3);
    }

    @Test
    void finishLeavesTheOtherDirectionOpen() {
        // given
        TunnelStream near = pair.openFromHub();
        near.write(bytes("request"));
        near.finish();
        pair.exchange();
        TunnelStream far = pair.agentEvents.opened.getFirst();
        assertThat(SessionPair.readAll(far)).asString().isEqualTo("request");
        assertThat(far.isReadFinished()).isTrue();

        // when
        far.write(bytes("answer"));
        far.finish();
        pair.exchange();

        // then
        assertThat(SessionPair.readAll(near)).asString().isEqualTo("answer");
        assertThat(near.isReadFinished()).isTrue();
        pair.exchange();
        assertThat(pair.hubEvents.closed).containsEntry(near, new StreamEnd.Finished());
        assertThat(pair.agentEvents.closed).containsEntry(far, new StreamEnd.Finished());
        assertThat(pair.hub.stats().streams()).isZero();
        assertThat(pair.agent.stats().streams()).isZero();
    }

    @Test
    void resetCarriesItsCode() {
        // given
        TunnelStream near = pair.openFromHub();
        pair.exchange();

        // when
        near.reset(ResetCode.REVOKED);
        pair.exchange();

        // then
        TunnelStream far = pair.agentEvents.opened.getFirst();
        assertThat(pair.agentEvents.closed)
                .containsEntry(far, new StreamEnd.ResetByPeer(ResetCode.REVOKED));
        assertThat(pair.hubEvents.closed)
                .containsEntry(near, new StreamEnd.ResetByUs(ResetCode.REVOKED));
    }

    @Test
    void writerStopsAtTheWindowUntilTheReaderReads() {
        // given
        TunnelStream near = pair.openFromHub();
        pair.hubEvents.onWritable = s -> s.write(ByteBuffer.allocate(1 << 20));
        near.write(ByteBuffer.allocate(1 << 20));
        pair.exchange();
        TunnelStream far = pair.agentEvents.opened.getFirst();
        assertThat(far.readableBytes()).isEqualTo(256 * 1024);
        assertThat(near.stats().sendCredit()).isZero();

        // when
        SessionPair.readAll(far);
        pair.exchange();

        // then: the reader was fast, so its window may have grown
        assertThat(far.readableBytes()).isEqualTo(far.stats().receiveWindow());
    }

    @Test
    void pingIsAnsweredAndTimed() {
        // given
        pair.agent.receive(sent(pair.hub), pair.now);
        ByteBuffer answer = sent(pair.agent);

        // when
        pair.now += 7_000_000;
        pair.hub.receive(answer, pair.now);

        // then
        assertThat(pair.hub.stats().minRoundTripNanos()).isEqualTo(7_000_000);
    }

    @Test
    void quietSessionStaysAlive() {
        pair.pass(Duration.ofMinutes(2));
        assertThat(pair.hub.state()).isEqualTo(new SessionState.Open());
        assertThat(pair.agent.state()).isEqualTo(new SessionState.Open());
    }

    @Test
    void drainLetsStreamsEnd() {
        // given
        TunnelStream near = pair.openFromHub();
        pair.exchange();

        // when
        pair.hub.drain();
        pair.exchange();

        // then
        assertThat(pair.agentEvents.goAways).containsExactly(GoAwayCode.NORMAL);
        assertThat(pair.agent.open(StreamClass.BULK))
                .isEqualTo(new OpenResult.Refused(OpenResult.Reason.GOING_AWAY));
        near.reset(ResetCode.CANCELLED);
        pair.exchange();
        assertThat(pair.hubEvents.end).isEqualTo(new SessionEnd.LocalClose(GoAwayCode.NORMAL));
    }

    private ByteBuffer sent(TunnelSession side) {
        return Objects.requireNonNull(side.poll(32 * 1024, pair.now));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
