package activate.servicekit.envelope;

import activate.messages.event.Envelope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages of other services. What they say may be anything. */
@Singleton
public class EnvelopeReader {
    /** Of the data's shape; a newer one has something that this service does not understand. */
    static final int VERSION = 1;

    private final ObjectMapper json;

    @Inject
    public EnvelopeReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads a message of one of several types.
     *
     * @param types what the data of each type is
     */
    public <T> Received<T> read(byte[] body, Map<String, Class<? extends T>> types) {
        try {
            @Nullable JsonNode tree = json.readTree(body);
            if (tree == null || !tree.isObject()) {
                return new Received.Unreadable<>("no JSON object");
            }
            String type = tree.path("type").asText();
            @Nullable Class<? extends T> data = types.get(type);
            if (data == null) {
                return new Received.Foreign<>(type);
            }
            int version = tree.path("version").asInt();
            if (version != VERSION) {
                return new Received.OtherVersion<>(type, version);
            }
            return complete(
                    json.treeToValue(
                            tree,
                            json.getTypeFactory().constructParametricType(Envelope.class, data)));
        } catch (JsonProcessingException e) {
            // Not the message: it quotes what was sent.
            return new Received.Unreadable<>("no JSON of a message: " + e.getClass().getName());
        } catch (IOException e) {
            return new Received.Unreadable<>(e.toString());
        }
    }

    /** Reads a message of one type. */
    public <T> Received<T> read(byte[] body, String type, Class<T> data) {
        return read(body, Map.of(type, data));
    }

    /** A record has no members that must be there; a sender may leave out any. */
    @SuppressWarnings("ConstantValue")
    private static <T> Received<T> complete(@Nullable Envelope<T> envelope) {
        if (envelope == null) {
            return new Received.Unreadable<>("nothing");
        }
        if (envelope.id() == null || envelope.time() == null || envelope.data() == null) {
            return new Received.Unreadable<>("id, time or data is missing");
        }
        return new Received.Known<>(envelope);
    }
}
