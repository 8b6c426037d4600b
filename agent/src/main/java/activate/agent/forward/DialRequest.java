package activate.agent.forward;

import activate.agent.platform.WireJson;
import activate.messages.tunnel.Preamble;
import activate.tunnel.StreamClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the hub asks of a stream before its bytes begin, checked.
 *
 * @param target `ssh` or `host:port`
 */
record DialRequest(String target, StreamClass streamClass, Duration deadline) {
    private static final long USUAL_MILLIS = 5_000;
    private static final long MOST_MILLIS = 30_000;

    static DialRequest parse(ByteBuffer message) throws IOException {
        Preamble preamble =
                WireJson.read(StandardCharsets.UTF_8.decode(message).toString(), Preamble.class);
        String target = preamble.target();
        if (preamble.v() != Preamble.VERSION || target == null) {
            throw new IOException("preamble of an unknown version");
        }
        if (preamble.offset() != 0) {
            throw new IOException("streams are not resumed by this agent");
        }
        StreamClass streamClass =
                Preamble.BULK.equals(preamble.streamClass())
                        ? StreamClass.BULK
                        : StreamClass.INTERACTIVE;
        Long asked = preamble.deadlineMs();
        long millis = Math.clamp(asked == null ? USUAL_MILLIS : asked, 1, MOST_MILLIS);
        return new DialRequest(target, streamClass, Duration.ofMillis(millis));
    }
}
