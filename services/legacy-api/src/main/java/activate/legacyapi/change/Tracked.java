package activate.legacyapi.change;

import activate.servicekit.outbox.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB document that carries what is to be told of its own changes until it is in the activity
 * log and published. Document and entries are therefore one atomic write.
 */
public interface Tracked {
    /** Key of the document. */
    String id();

    /** Grows by one with each change of state; the condition of every replacement. */
    long version();

    /** What is still to be told of changes, oldest first. */
    List<OutboxEntry> outbox();

    /** When the outbox is due; absent while it is empty. */
    @Nullable Instant outboxAt();

    /** When the thing was deleted: a tombstone goes as soon as its outbox is empty. */
    @Nullable Instant deletedAt();
}
