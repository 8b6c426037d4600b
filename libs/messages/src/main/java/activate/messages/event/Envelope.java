package activate.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every message.
 *
 * @param id UUIDv7; the same message delivered again has the same id
 * @param type one of {@link EventType}
 * @param version of the data's shape, from 1
 * @param time when the fact happened
 * @param source service that published it
 * @param traceparent W3C trace context, if there is one
 * @param data the fact
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope<T>(
        String id,
        String type,
        int version,
        Instant time,
        String source,
        @Nullable String traceparent,
        T data) {}
