package activate.agent.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The JSON of the records that this agent and the platform send each other. */
public final class WireJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WireJson() {}

    /**
     * Reads a message.
     *
     * @throws IOException where the text is no such message
     */
    public static <T> T read(String text, Class<T> type) throws IOException {
        T message = JSON.readValue(text, type);
        if (message == null) {
            throw new IOException("the message is null");
        }
        return message;
    }

    /** Writes a message. */
    public static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written as JSON", e);
        }
    }

    /** Writes a message as bytes in UTF-8. */
    public static ByteBuffer bytes(Object message) {
        return ByteBuffer.wrap(write(message).getBytes(StandardCharsets.UTF_8));
    }

    /** A message as a tree that can still be changed. */
    public static ObjectNode tree(Object message) {
        return JSON.valueToTree(message);
    }
}
