/**
 * Outgoing facts that commit together with the change that they tell of. A document carries them in
 * an array {@code outbox}, written in the same atomic update as the change, and {@code dueAt}, the
 * time from which anybody may carry them out; both may be inside a component of the document.
 * Whoever has written a change hands it to {@link activate.servicekit.outbox.Outbox#committed};
 * what is left after a failure or a crash is found by {@link
 * activate.servicekit.outbox.OutboxRelay}. Start reading at {@link
 * activate.servicekit.outbox.OutboxEntry}.
 */
@NullMarked
package activate.servicekit.outbox;

import org.jspecify.annotations.NullMarked;
