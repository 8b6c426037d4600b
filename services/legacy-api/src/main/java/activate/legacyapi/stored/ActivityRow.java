package activate.legacyapi.stored;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the activity log keeps it.
 *
 * @param id UUIDv7; key of the row, so that writing it again changes nothing
 * @param type subject and verb, for example {@code cluster.created}
 * @param failure why it was refused; absent when it succeeded
 * @param facts further details, without secrets
 */
@RegisterForReflection
public record ActivityRow(
        String id,
        String type,
        Instant at,
        Actor actor,
        Target target,
        @Nullable String failure,
        Map<String, String> facts) {
    /** Copies the facts. */
    public ActivityRow {
        facts = Map.copyOf(facts);
    }
}
