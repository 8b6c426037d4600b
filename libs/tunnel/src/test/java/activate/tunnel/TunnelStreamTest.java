package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.flow.ReceiveWindow;
import activate.tunnel.flow.SendQueue;
import activate.tunnel.flow.SessionMemory;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.ResetCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelStreamTest {
    private static final int WINDOW = 256 * 1024;

    private final RecordingOwner owner = new RecordingOwner();
    private final ReceiveWindow window =
            new ReceiveWindow(
                    new SessionMemory(new MemoryBudget(1 << 20), 1 << 20), WINDOW, WINDOW, 0);
    private final TunnelStream stream =
            new TunnelStream(owner, 3, false, StreamClass.BULK, window, new SendQueue(1024, 1024));

    @Test
    void writingTellsTheOwnerThatThereIsSomethingToSend() {
        assertThat(stream.write(ByteBuffer.allocate(2000))).isEqualTo(1024);

        assertThat(owner.said).containsExactly("sendable");
        assertThat(stream.nextFrame(4096).remaining()).isEqualTo(1024 + Frame.HEADER_BYTES);
    }

    @Test
    void creditIsDueOnlyWhenHalfOfTheWindowWasRead() {
        receive(WINDOW / 2 + 1);

        stream.read(16);
        assertThat(owner.said).isEmpty();

        stream.read();
        assertThat(owner.said).containsExactly("grantDue");
    }

    @Test
    void aResetIsToldBeforeTheEnd() {
        stream.reset(ResetCode.CANCELLED);
        stream.reset(ResetCode.REVOKED);

        assertThat(owner.said).containsExactly("resetByUs cancelled", "maybeOver");
    }

    @Test
    void bytesBeforeTheEndOfThePeerStayReadableAndAreItsLast() {
        receive(5);
        stream.peerFinished();
        assertThat(stream.isReadFinished()).isFalse();

        stream.read();

        assertThat(stream.isReadFinished()).isTrue();
        assertThat(owner.said).containsExactly("maybeOver");
    }

    private void receive(int bytes) {
        assertThat(stream.admit(bytes, 0)).isTrue();
        assertThat(window.hold(ByteBuffer.allocate(bytes))).isTrue();
    }

    private static final class RecordingOwner implements StreamOwner<TunnelStream> {
        private final List<String> said = new ArrayList<>();

        @Override
        public long now() {
            return 1;
        }

        @Override
        public void sendable(TunnelStream stream) {
            said.add("sendable");
        }

        @Override
        public void grantDue(TunnelStream stream) {
            said.add("grantDue");
        }

        @Override
        public void resetByUs(TunnelStream stream, ResetCode code) {
            assertThat(stream.state().isClosed()).isFalse();
            said.add("resetByUs " + code);
        }

        @Override
        public void maybeOver(TunnelStream stream) {
            said.add("maybeOver");
        }
    }
}
