package activate.legacyapi.stored;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A thing that is stored as one MongoDB document, together with what is still to be told of its
 * changes: both are therefore one atomic write.
 */
public interface Stored<T extends Stored<T>> {
    /** Key of the document. */
    String id();

    /** Its bookkeeping. */
    Trail trail();

    /** The same thing with this bookkeeping. */
    T with(Trail trail);

    /** What activities say that something was done to. */
    Target target();

    /** What no other live document of the collection may have in common with it. */
    default @Nullable String uniqueKey() {
        return null;
    }

    /** What the activities of its making and its end say of it, without secrets. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** What other services are told of this state of it, after an activity of this type. */
    default Optional<Announcement> announcement(ActivityType type) {
        return Optional.empty();
    }
}
