package activate.legacyapi.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB document that carries the events of its own changes until they are written to the
 * activity log and published. Document and events are therefore one atomic write.
 */
public interface Tracked {
    /** Key of the document. */
    String id();

    /** Grows by one with each change of state; the condition of every replacement. */
    long version();

    /** Changes that are not written out yet, oldest first. */
    List<Change> outbox();

    /** When the outbox is due; absent while it is empty. */
    @Nullable Instant outboxAt();

    /** When the thing was deleted: a tombstone goes as soon as its outbox is empty. */
    @Nullable Instant deletedAt();
}
