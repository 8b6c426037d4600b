package activate.servicekit.envelope;

import activate.messages.event.Envelope;
import activate.messages.identity.UuidV7;
import activate.servicekit.outbox.OutboxEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes messages of this service. */
@Singleton
public class EnvelopeWriter {
    private final String source;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final ObjectMapper json;

    @Inject
    public EnvelopeWriter(
            @ConfigProperty(name = "activate.service.name") String source,
            UuidV7 ids,
            InstantSource clock,
            ObjectMapper json) {
        this.source = source;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /**
     * A message that tells of something which happened now.
     *
     * @param type routing key, one of {@link activate.messages.event.EventType}
     * @param data the fact, a record of {@code libs/messages}
     */
    public OutboxEntry.Message message(String type, Object data) {
        Envelope<Object> envelope =
                new Envelope<>(
                        ids.next(),
                        type,
                        EnvelopeReader.VERSION,
                        clock.instant(),
                        source,
                        null,
                        data);
        try {
            return new OutboxEntry.Message(envelope.id(), type, json.writeValueAsString(envelope));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message cannot be written as JSON: " + type, e);
        }
    }
}
