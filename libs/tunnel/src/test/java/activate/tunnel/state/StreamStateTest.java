package activate.tunnel.state;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.state.StreamState.Closed;
import activate.tunnel.state.StreamState.LocalFinished;
import activate.tunnel.state.StreamState.Open;
import activate.tunnel.state.StreamState.Opening;
import activate.tunnel.state.StreamState.PeerFinished;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state with every event.
class StreamStateTest {
    private static final StreamState OPENING = new Opening();
    private static final StreamState OPEN = new Open();
    private static final StreamState LOCAL = new LocalFinished();
    private static final StreamState PEER = new PeerFinished();
    private static final StreamState FINISHED = new Closed(new StreamEnd.Finished());
    private static final StreamEnd RESET = new StreamEnd.ResetByUs(ResetCode.CANCELLED);
    private static final StreamState GONE = new Closed(RESET);

    static List<Arguments> transitions() {
        return List.of(
                //            from,    acknowledged, localFinished, peerFinished, ended
                Arguments.of(OPENING, OPEN, LOCAL, PEER, GONE),
                Arguments.of(OPEN, OPEN, LOCAL, PEER, GONE),
                Arguments.of(LOCAL, LOCAL, LOCAL, FINISHED, GONE),
                Arguments.of(PEER, PEER, FINISHED, PEER, GONE),
                Arguments.of(FINISHED, FINISHED, FINISHED, FINISHED, FINISHED),
                Arguments.of(GONE, GONE, GONE, GONE, GONE));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void everyEventLeadsWhereTheTableSays(
            StreamState from,
            StreamState acknowledged,
            StreamState localFinished,
            StreamState peerFinished,
            StreamState ended) {
        assertThat(from.acknowledged()).isEqualTo(acknowledged);
        assertThat(from.localFinished()).isEqualTo(localFinished);
        assertThat(from.peerFinished()).isEqualTo(peerFinished);
        assertThat(from.ended(RESET)).isEqualTo(ended);
    }

    @Test
    void eachStateSaysWhatMayStillFlow() {
        assertThat(List.of(OPENING, OPEN, LOCAL, PEER, GONE).stream().map(StreamState::isSending))
                .containsExactly(true, true, false, true, false);
        assertThat(List.of(OPENING, OPEN, LOCAL, PEER, GONE).stream().map(StreamState::isReceiving))
                .containsExactly(true, true, true, false, false);
        assertThat(List.of(OPENING, OPEN, LOCAL, PEER, GONE).stream().map(StreamState::isClosed))
                .containsExactly(false, false, false, false, true);
    }
}
