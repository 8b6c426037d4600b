package activate.legacyapi.change;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the activity log keeps it, and the messages that tell others.
 *
 * @param id UUIDv7; key of the row, so that writing it again changes nothing
 * @param type subject and verb, for example {@code cluster.created}
 * @param failure why it was refused; absent when it succeeded
 * @param facts further details, without secrets
 */
@RegisterForReflection
public record Change(
        String id,
        String type,
        Instant at,
        Actor actor,
        Target target,
        @Nullable String failure,
        Map<String, String> facts,
        List<Message> messages) {
    /** Copies the collections. */
    public Change {
        facts = Map.copyOf(facts);
        messages = List.copyOf(messages);
    }

    /**
     * A message that is ready to be sent.
     *
     * @param type routing key
     * @param body JSON text of the whole envelope
     */
    @RegisterForReflection
    public record Message(String type, String body) {}
}
