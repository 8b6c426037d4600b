package activate.legacyapi.change;

import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import java.time.Instant;
import java.util.List;

/**
 * A change of a document, and whom it has still to be told.
 *
 * @param at when it happened
 * @param entries its row of the activity log, and the messages that tell other services
 */
public record Change(Instant at, List<OutboxEntry> entries) {
    /** Copies the entries. */
    public Change {
        entries = List.copyOf(entries);
    }

    /** When the entries are due, unless who makes the change tells them. */
    public Instant dueAt() {
        return Outbox.dueAt(at);
    }
}
