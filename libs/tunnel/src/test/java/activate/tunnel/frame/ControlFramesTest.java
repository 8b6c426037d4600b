package activate.tunnel.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ControlFramesTest {
    private final ControlFrames frames = new ControlFrames();

    @Test
    void leaveWholeAndInTheirOrder() {
        for (int i = 0; i < 40; i++) {
            assertThat(frames.add(Frame.PING, Frame.SYN, 0, i)).isTrue();
        }

        ByteBuffer first = taken(3 * Frame.HEADER_BYTES);
        ByteBuffer rest = taken(37 * Frame.HEADER_BYTES);

        for (int i = 0; i < 40; i++) {
            ByteBuffer from = i < 3 ? first : rest;
            int start = (i < 3 ? i : i - 3) * Frame.HEADER_BYTES;
            assertThat(from.getInt(start + 8)).isEqualTo(i);
        }
        assertThat(frames.isEmpty()).isTrue();
    }

    @Test
    void areRefusedWhenTooManyWait() {
        int added = 0;
        while (frames.add(Frame.PING, Frame.SYN, 0, added)) {
            added++;
        }
        int size = frames.size();

        assertThat(size).isBetween(200 * 1024, 512 * 1024);
        assertThat(size).isEqualTo(added * Frame.HEADER_BYTES);

        taken(Frame.HEADER_BYTES);

        assertThat(frames.add(Frame.PING, Frame.SYN, 0, added)).isTrue();
    }

    private ByteBuffer taken(int bytes) {
        ByteBuffer out = ByteBuffer.allocate(bytes);
        frames.drainTo(out);
        assertThat(out.hasRemaining()).isFalse();
        return out.flip();
    }
}
