package activate.agenthub.link;

import activate.agenthub.farend.DialResult;
import activate.agenthub.farend.FarEnd;
import activate.messages.tunnel.DialCode;
import activate.messages.tunnel.Preamble;
import activate.messages.tunnel.PreambleAnswer;
import activate.servicekit.log.LogText;
import activate.tunnel.TunnelStream;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** The beginning of a stream: the hub says what to dial, the agent what came of it. */
final class PreambleExchange implements StreamHandler {
    private final TunnelStream stream;
    private final ObjectMapper json;
    private final Promise<DialResult> result;
    private final Function<ByteBuffer, FarEnd> farEnd;
    private final LengthPrefixed messages = new LengthPrefixed();

    PreambleExchange(
            TunnelStream stream,
            ObjectMapper json,
            Promise<DialResult> result,
            Function<ByteBuffer, FarEnd> farEnd) {
        this.stream = stream;
        this.json = json;
        this.result = result;
        this.farEnd = farEnd;
    }

    void send(Preamble preamble) {
        try {
            stream.write(LengthPrefixed.encode(ByteBuffer.wrap(json.writeValueAsBytes(preamble))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A preamble cannot be written as JSON", e);
        }
    }

    /** Nobody answered in time. */
    void timeOut() {
        if (result.tryComplete(
                new DialResult.Failed(DialCode.TIMEOUT.word(), "The node did not answer."))) {
            stream.reset(ResetCode.TIMEOUT);
        }
    }

    @Override
    public void onReadable() {
        ByteBuffer data = stream.read();
        while (data != null && !result.future().isComplete()) {
            feed(data);
            data = result.future().isComplete() ? null : stream.read();
        }
    }

    private void feed(ByteBuffer data) {
        switch (messages.read(data)) {
            case LengthPrefixed.Read.Incomplete() -> {}
            case LengthPrefixed.Read.TooLong(int claimed) ->
                    fail(DialCode.INVALID, "The node's answer claims " + claimed + " bytes.");
            case LengthPrefixed.Read.Message(ByteBuffer bytes) -> answered(bytes, data);
        }
    }

    /** What follows the answer in the same read is the stream's own. */
    private void answered(ByteBuffer bytes, ByteBuffer rest) {
        byte[] text = new byte[bytes.remaining()];
        bytes.get(text);
        try {
            PreambleAnswer answer = json.readValue(text, PreambleAnswer.class);
            if (answer.ok()) {
                result.tryComplete(new DialResult.Connected(farEnd.apply(rest)));
                return;
            }
            // It goes on to people's terminals.
            String message = answer.message() == null ? "" : LogText.of(answer.message());
            fail(DialCode.of(answer.code()).orElse(DialCode.UNREACHABLE), message);
        } catch (IOException e) {
            fail(DialCode.INVALID, "The node's answer is no JSON.");
        }
    }

    private void fail(DialCode code, String message) {
        result.tryComplete(new DialResult.Failed(code.word(), message));
        stream.reset(ResetCode.CANCELLED);
    }

    @Override
    public void onWritable() {}

    @Override
    public void onPeerFinished() {
        onReadable();
    }

    @Override
    public void onClosed(StreamEnd end) {
        result.tryComplete(
                switch (end) {
                    case StreamEnd.SessionEnded _ ->
                            new DialResult.Failed("offline", "The node's tunnel has ended.");
                    case StreamEnd.ResetByPeer(ResetCode code) ->
                            new DialResult.Failed(
                                    DialCode.REFUSED.word(), "The node refused: " + code + ".");
                    case StreamEnd.ResetByUs _, StreamEnd.Finished _ ->
                            new DialResult.Failed(
                                    DialCode.REFUSED.word(), "The node closed the stream.");
                });
    }
}
