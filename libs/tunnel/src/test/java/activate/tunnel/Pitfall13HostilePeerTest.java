package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.TunnelLimits;
import activate.tunnel.config.TunnelLimits.Rate;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.SessionEnd;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A malicious or broken peer. Each limit is met before anything is allocated for it.
class Pitfall13HostilePeerTest {
    private static final TunnelConfig TIGHT =
            TunnelConfig.PLAIN.withLimits(
                    new TunnelLimits(
                            4,
                            2,
                            new Rate(10, 20),
                            new Rate(10, 20),
                            new Rate(10, 20),
                            new Rate(10, 20),
                            new Rate(1000, 2000)));

    private final long now = SessionPair.START;
    private final RecordingListener events = new RecordingListener();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final TunnelSession session = TunnelSession.server(TIGHT, budget, events, now);

    @Test
    void oneByteBeyondTheWindowEndsTheSession() {
        session.receive(Wire.data(Frame.SYN, 1, 256 * 1024), now);
        session.receive(Wire.data(1, 1), now);

        assertEnded("receive window exceeded");
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aFirstFrameBeyondTheWindowEndsTheSessionBeforeItsPayload() {
        session.receive(Wire.frame(Frame.DATA, Frame.SYN, 1, -1), now);

        assertEnded("receive window exceeded");
    }

    @Test
    void creditBeyondTheNumbersEndsTheSession() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, Integer.MAX_VALUE), now);

        assertEnded("send window overflow");
    }

    @Test
    void anUnknownTypeEndsTheSession() {
        session.receive(Wire.frame(4, 0, 1, 0), now);

        assertEnded("frame type: 4 (expected: 0-3)");
    }

    @Test
    void anUnknownVersionEndsTheSession() {
        session.receive(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), now);

        assertEnded("version: 1 (expected: 0)");
    }

    @Test
    void anIdOfTheWrongSideEndsTheSession() {
        session.receive(Wire.windowUpdate(Frame.SYN, 2, 0), now);

        assertEnded("stream id of the wrong side: 2");
    }

    @Test
    void idZeroEndsTheSession() {
        session.receive(Wire.windowUpdate(Frame.SYN, 0, 0), now);

        assertEnded("stream id of the wrong side: 0");
    }

    @Test
    void aSecondSynEndsTheSession() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);

        assertEnded("stream opened twice: 1");
    }

    @Test
    void streamsBeyondTheLimitAreRefusedOneByOne() {
        for (int id = 1; id <= 11; id += 2) {
            session.receive(Wire.windowUpdate(Frame.SYN, id, 0), now);
        }

        assertThat(events.opened).hasSize(4);
        assertThat(Wire.sent(session, now)).contains("window rst 9 2", "window rst 11 2");
        assertThat(events.end).isNull();
    }

    @Test
    void dataForARefusedStreamIsDropped() {
        for (int id = 1; id <= 9; id += 2) {
            session.receive(Wire.data(Frame.SYN, id, 1000), now);
        }

        assertThat(events.end).isNull();
        assertThat(budget.usedBytes()).isEqualTo(4000);
    }

    @Test
    void endlessDataForNoStreamEndsTheSession() {
        for (int i = 0; i < 5; i++) {
            session.receive(Wire.data(77, 256 * 1024), now);
        }

        assertEnded("data for streams that do not exist");
    }

    @Test
    void aFloodOfOpensEndsTheSession() {
        for (int id = 1; id <= 2 * 21; id += 2) {
            session.receive(Wire.windowUpdate(Frame.SYN, id, 0), now);
        }

        assertEnded("too many opens");
    }

    /// Ends the session by small frames alone: no other limit is near.
    private void floodOf(ByteBuffer frame, int times) {
        var wide =
                new TunnelLimits(
                        4,
                        2,
                        new Rate(1_000_000, 1_000_000),
                        new Rate(1_000_000, 1_000_000),
                        new Rate(1_000_000, 1_000_000),
                        new Rate(1_000_000, 1_000_000),
                        new Rate(1000, 2000));
        var flooded =
                TunnelSession.server(TunnelConfig.PLAIN.withLimits(wide), budget, events, now);
        flooded.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        for (int i = 0; i < times; i++) {
            flooded.receive(frame.duplicate(), now);
        }
    }

    @Test
    void smallFramesOfAnyTypeBeyondTheRateEndTheSession() {
        List<ByteBuffer> kinds =
                List.of(
                        Wire.data(1, 1),
                        Wire.data(1, 0),
                        Wire.windowUpdate(0, 1, 0),
                        Wire.windowUpdate(0, 1, 1),
                        Wire.windowUpdate(0, 77, 1),
                        Wire.windowUpdate(Frame.RST, 77, 0),
                        Wire.windowUpdate(Frame.FIN, 1, 0),
                        Wire.frame(Frame.PING, Frame.SYN, 0, 1),
                        Wire.frame(Frame.PING, Frame.ACK, 0, 1),
                        Wire.frame(Frame.PING, 0, 0, 1),
                        Wire.frame(Frame.GO_AWAY, 0, 0, 0));

        for (ByteBuffer kind : kinds) {
            events.end = null;
            floodOf(kind, 2000);
            assertThat(events.end).isEqualTo(new SessionEnd.ProtocolError("too many small frames"));
        }
    }

    @Test
    void keystrokesOfManyStreamsAndBulkAreNoFlood() {
        // given
        var honest = TunnelSession.server(TunnelConfig.PLAIN, budget, events, now);
        int streams = 200;
        for (int id = 1; id < 2 * streams; id += 2) {
            honest.receive(Wire.windowUpdate(Frame.SYN, id, 0), now);
        }

        // when: for ten seconds 20,000 keystrokes a second, and one window of bulk a stream
        long at = now;
        for (int step = 0; step < 1000; step++) {
            at += 10_000_000;
            for (int id = 1; id < 2 * streams; id += 2) {
                honest.receive(Wire.data(id, 1), at);
            }
            while (honest.poll(4096, at) != null) {
                // Answers are taken.
            }
        }

        // then
        assertThat(events.end).isNull();
    }

    @Test
    void rapidResetEndsTheSession() {
        // given: opens alone would pass
        var limits =
                new TunnelLimits(
                        4,
                        2,
                        new Rate(1000, 1000),
                        new Rate(10, 20),
                        new Rate(10, 20),
                        new Rate(10, 20),
                        new Rate(1000, 2000));
        var open = TunnelSession.server(TunnelConfig.PLAIN.withLimits(limits), budget, events, now);

        // when
        for (int id = 1; id <= 2 * 21; id += 2) {
            open.receive(Wire.windowUpdate(Frame.SYN, id, 0), now);
            open.receive(Wire.windowUpdate(Frame.RST, id, 0), now);
        }

        // then
        assertThat(events.end).isEqualTo(new SessionEnd.ProtocolError("too many resets"));
    }

    @Test
    void aFloodOfPingsEndsTheSession() {
        for (int i = 0; i < 21; i++) {
            session.receive(Wire.frame(Frame.PING, Frame.SYN, 0, i), now);
        }

        assertEnded("too many pings");
    }

    @Test
    void aFloodOfEmptyFramesEndsTheSession() {
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);
        for (int i = 0; i < 21; i++) {
            session.receive(Wire.data(1, 0), now);
        }

        assertEnded("too many empty frames");
    }

    @Test
    void ratesRefillWithTime() {
        long time = now;
        for (int i = 0; i < 300; i++) {
            time += 100_000_000L;
            session.receive(Wire.frame(Frame.PING, Frame.SYN, 0, i), time);
            Wire.sent(session, time);
        }

        assertThat(events.end).isNull();
    }

    @Test
    void dataAfterFinFailsThatStreamOnly() {
        session.receive(Wire.data(Frame.SYN | Frame.FIN, 1, 10), now);
        session.receive(Wire.data(1, 10), now);
        session.tick(now);

        assertThat(events.closed).hasSize(1);
        assertThat(Wire.sent(session, now)).contains("window rst 1 6");
        assertThat(events.end).isNull();
    }

    @Test
    void repliesThatNobodyTakesAreBounded() {
        var open = TunnelSession.server(TunnelConfig.PLAIN, budget, events, now);
        long time = now;
        for (int i = 0; i < 1_000_000 && events.end == null; i++) {
            time += 600_000L;
            open.receive(Wire.frame(Frame.PING, Frame.SYN, 0, i), time);
        }

        assertThat(events.end).isInstanceOf(SessionEnd.Timeout.class);
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        session.receive(Wire.frame(9, 0, 0, 0), now);
        session.receive(Wire.windowUpdate(Frame.SYN, 1, 0), now);

        assertThat(events.opened).isEmpty();
        assertThat(Wire.sent(session, now)).isEqualTo(List.of("goaway 0 1"));
    }

    private void assertEnded(String reason) {
        assertThat(events.end).isEqualTo(new SessionEnd.ProtocolError(reason));
        assertThat(Wire.sent(session, now)).last().isEqualTo("goaway 0 1");
    }
}
