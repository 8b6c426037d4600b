package activate.agent.forward;

import activate.tunnel.StreamClass;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the hub asks of a stream before its bytes begin.
 *
 * @param target `ssh` or `host:port`
 */
record Preamble(String target, StreamClass streamClass, Duration deadline) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_MILLIS = 30_000;

    static Preamble parse(ByteBuffer message) throws IOException {
        byte[] text = new byte[message.remaining()];
        message.get(text);
        JsonNode json = JSON.readTree(text);
        if (json.path("v").asInt() != 1 || !json.path("target").isTextual()) {
            throw new IOException("preamble of an unknown version");
        }
        if (json.path("offset").asLong() != 0) {
            throw new IOException("streams are not resumed by this agent");
        }
        StreamClass streamClass =
                json.path("class").asText().equals("bulk")
                        ? StreamClass.BULK
                        : StreamClass.INTERACTIVE;
        long millis = Math.clamp(json.path("deadlineMs").asLong(5_000), 1, MOST_MILLIS);
        return new Preamble(json.path("target").asText(), streamClass, Duration.ofMillis(millis));
    }

    static ByteBuffer accepted() {
        return encode(
                JsonNodeFactory.instance.objectNode().put("v", 1).put("ok", true).put("offset", 0));
    }

    static ByteBuffer refused(DialResult.Failed failure) {
        return encode(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("ok", false)
                        .put("code", failure.code().wire())
                        .put("message", failure.message()));
    }

    private static ByteBuffer encode(ObjectNode json) {
        return ByteBuffer.wrap(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
