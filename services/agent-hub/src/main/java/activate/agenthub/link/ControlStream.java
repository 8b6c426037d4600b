package activate.agenthub.link;

import activate.messages.tunnel.HubHello;
import activate.tunnel.TunnelStream;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;

/** The agent's stream 1: greetings now, and room for what later versions tell each other. */
final class ControlStream implements StreamHandler {
    private final TunnelStream stream;
    private final LengthPrefixed messages = new LengthPrefixed();

    ControlStream(TunnelStream stream) {
        this.stream = stream;
    }

    void greet(HubHello hello, ObjectMapper json) {
        try {
            stream.write(LengthPrefixed.encode(ByteBuffer.wrap(json.writeValueAsBytes(hello))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A greeting cannot be written as JSON", e);
        }
    }

    /** Reads and ignores: this version knows no message that asks for something. */
    @Override
    public void onReadable() {
        ByteBuffer data = stream.read();
        while (data != null) {
            while (data.hasRemaining()) {
                if (messages.read(data) instanceof LengthPrefixed.Read.TooLong) {
                    stream.reset(ResetCode.PROTOCOL_ERROR);
                    return;
                }
            }
            data = stream.read();
        }
    }

    @Override
    public void onWritable() {}

    @Override
    public void onPeerFinished() {
        onReadable();
    }

    @Override
    public void onClosed(StreamEnd end) {}
}
