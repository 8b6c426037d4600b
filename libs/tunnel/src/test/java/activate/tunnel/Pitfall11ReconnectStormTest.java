package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import org.junit.jupiter.api.Test;

/// Many sessions come and go at once: the core's part is to leave nothing behind.
class Pitfall11ReconnectStormTest {
    @Test
    void thousandsOfLostSessionsReturnAllMemoryToTheSharedBudget() {
        // given
        MemoryBudget budget = new MemoryBudget(64 << 20);
        long now = SessionPair.START;

        // when
        for (int i = 0; i < 2000; i++) {
            RecordingListener events = new RecordingListener();
            var session = TunnelSession.server(TunnelConfig.ACTIVATE, budget, events, now);
            session.receive(Wire.data(1, 1, 5000), now);
            assertThat(budget.usedBytes()).isEqualTo(5000);
            session.carrierClosed(now);
            assertThat(events.closed).hasSize(1);
            assertThat(session.open(StreamClass.BULK))
                    .isEqualTo(new OpenResult.Refused(OpenResult.Reason.SESSION_ENDED));
        }

        // then
        assertThat(budget.usedBytes()).isZero();
    }
}
