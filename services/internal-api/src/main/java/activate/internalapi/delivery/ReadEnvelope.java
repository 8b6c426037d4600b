package activate.internalapi.delivery;

import activate.messages.event.Envelope;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/// Reads what surrounds every message, and refuses a message that is not the expected one.
@ApplicationScoped
public class ReadEnvelope {

    private final ObjectMapper json;

    ReadEnvelope(ObjectMapper json) {
        this.json = json;
    }

    /// The envelope of a message of this type in version 1; its data is there.
    public <T> Envelope<T> read(byte[] body, String type, Class<T> data) throws PoisonMessage {
        Envelope<T> envelope = parse(body, type, data);
        if (!type.equals(envelope.type()) || envelope.version() != 1) {
            throw new PoisonMessage(
                    "type="
                            + envelope.type()
                            + " version="
                            + envelope.version()
                            + " (expected: "
                            + type
                            + " version 1)");
        }
        if (envelope.data() == null) {
            throw new PoisonMessage("no data");
        }
        return envelope;
    }

    private <T> Envelope<T> parse(byte[] body, String type, Class<T> data) throws PoisonMessage {
        JavaType shape = json.getTypeFactory().constructParametricType(Envelope.class, data);
        try {
            Envelope<T> envelope = json.readValue(body, shape);
            if (envelope == null) {
                throw new PoisonMessage("null");
            }
            return envelope;
        } catch (IOException e) {
            throw new PoisonMessage("no JSON of " + type, e);
        }
    }
}
