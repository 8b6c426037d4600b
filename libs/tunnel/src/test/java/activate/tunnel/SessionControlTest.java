package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.frame.ControlFrames;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionControlTest {
    private final ControlFrames frames = new ControlFrames();
    private final List<SessionEnd> ends = new ArrayList<>();
    private final SessionControl control =
            new SessionControl(new RecordingListener(), frames, ends::add, 7);

    @Test
    void theFirstEndStaysAndIsToldOnce() {
        control.end(new SessionEnd.PeerGone());
        control.protocolError("later");

        assertThat(ends).containsExactly(new SessionEnd.PeerGone());
        assertThat(control.state()).isEqualTo(new SessionState.Ended(new SessionEnd.PeerGone()));
    }

    @Test
    void anEndedSessionSaysNothingMore() {
        control.end(new SessionEnd.PeerGone());

        control.send(Frame.PING, Frame.SYN, 0, 1);

        assertThat(frames.isEmpty()).isTrue();
    }

    @Test
    void aProtocolErrorIsToldToThePeerBeforeTheEnd() {
        control.protocolError("wrong");

        assertThat(frames.size()).isEqualTo(Frame.HEADER_BYTES);
        assertThat(ends).containsExactly(new SessionEnd.ProtocolError("wrong"));
    }

    @Test
    void controlFramesThatNobodyTakesEndIt() {
        for (int i = 0; i < 100_000 && !control.isEnded(); i++) {
            control.send(Frame.PING, Frame.SYN, 0, i);
        }

        assertThat(ends)
                .containsExactly(new SessionEnd.Timeout(SessionEnd.Timeout.Kind.WRITE_STALLED));
    }

    @Test
    void aPeerThatTakesNoNewStreamsIsNotGone() {
        control.peerGoesAway(GoAwayCode.NORMAL);

        assertThat(control.state()).isEqualTo(new SessionState.Draining(false, true));
        assertThat(control.isDrainedByUs()).isFalse();

        control.peerGoesAway(GoAwayCode.INTERNAL_ERROR);

        assertThat(ends).containsExactly(new SessionEnd.PeerLeft(GoAwayCode.INTERNAL_ERROR));
    }
}
