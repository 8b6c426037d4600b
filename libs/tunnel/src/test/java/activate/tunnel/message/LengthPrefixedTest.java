package activate.tunnel.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.tunnel.message.LengthPrefixed.Read;
import activate.tunnel.message.LengthPrefixed.Read.Incomplete;
import activate.tunnel.message.LengthPrefixed.Read.Message;
import activate.tunnel.message.LengthPrefixed.Read.TooLong;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthPrefixedTest {
    private final LengthPrefixed reader = new LengthPrefixed();

    @Test
    void aMessageCutIntoBytesIsPutTogether() {
        ByteBuffer wire = LengthPrefixed.encode(bytes("{\"v\":1}"));
        List<Read> results = new ArrayList<>();
        while (wire.hasRemaining()) {
            results.add(reader.read(wire.slice(wire.position(), 1)));
            wire.position(wire.position() + 1);
        }

        assertThat(results.subList(0, results.size() - 1)).allMatch(Incomplete.class::isInstance);
        assertThat(results.getLast()).isEqualTo(new Message(bytes("{\"v\":1}")));
    }

    @Test
    void bytesAfterTheMessageAreLeft() {
        ByteBuffer wire = ByteBuffer.allocate(100);
        wire.put(LengthPrefixed.encode(bytes("a"))).put(LengthPrefixed.encode(bytes("bc")));
        wire.put(bytes("SSH-2.0")).flip();

        assertThat(reader.read(wire)).isEqualTo(new Message(bytes("a")));
        assertThat(reader.read(wire)).isEqualTo(new Message(bytes("bc")));
        assertThat(wire).isEqualTo(bytes("SSH-2.0"));
    }

    @Test
    void anEmptyMessageIsAMessage() {
        assertThat(reader.read(ByteBuffer.allocate(2))).isEqualTo(new Message(bytes("")));
    }

    @Test
    void aLongerClaimIsRefusedBeforeAnythingIsHeld() {
        ByteBuffer wire = ByteBuffer.allocate(3).putShort((short) 16385).put((byte) 1).flip();

        assertThat(reader.read(wire)).isEqualTo(new TooLong(16385));
    }

    @Test
    void theLongestMessageFits() {
        ByteBuffer wire = LengthPrefixed.encode(ByteBuffer.allocate(LengthPrefixed.MAX_BYTES));

        assertThat(reader.read(wire)).isInstanceOf(Message.class);
    }

    @Test
    void aLongerOneIsNotSent() {
        assertThatThrownBy(
                        () ->
                                LengthPrefixed.encode(
                                        ByteBuffer.allocate(LengthPrefixed.MAX_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
