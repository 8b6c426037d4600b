package activate.tunnel.state;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.state.SessionState.Draining;
import activate.tunnel.state.SessionState.Ended;
import activate.tunnel.state.SessionState.Open;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state with every event.
class SessionStateTest {
    private static final SessionEnd GONE = new SessionEnd.PeerGone();
    private static final SessionEnd CLOSED = new SessionEnd.LocalClose(GoAwayCode.NORMAL);
    private static final SessionState BY_US = new Draining(true, false);
    private static final SessionState BY_PEER = new Draining(false, true);
    private static final SessionState BY_BOTH = new Draining(true, true);
    private static final SessionState ENDED = new Ended(GONE);

    static List<Arguments> transitions() {
        return List.of(
                //            from,  drainedByUs, drainedByPeer, ended
                Arguments.of(new Open(), BY_US, BY_PEER, ENDED),
                Arguments.of(BY_US, BY_US, BY_BOTH, ENDED),
                Arguments.of(BY_PEER, BY_BOTH, BY_PEER, ENDED),
                Arguments.of(BY_BOTH, BY_BOTH, BY_BOTH, ENDED),
                Arguments.of(
                        new Ended(CLOSED),
                        new Ended(CLOSED),
                        new Ended(CLOSED),
                        new Ended(CLOSED)));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void everyEventLeadsWhereTheTableSays(
            SessionState from, SessionState byUs, SessionState byPeer, SessionState ended) {
        assertThat(from.drainedByUs()).isEqualTo(byUs);
        assertThat(from.drainedByPeer()).isEqualTo(byPeer);
        assertThat(from.ended(GONE)).isEqualTo(ended);
    }
}
