/**
 * The broker: what the hub's queue is declared with. Start at {@link
 * activate.agenthub.messaging.QueueArguments}.
 */
@NullMarked
package activate.agenthub.messaging;

import org.jspecify.annotations.NullMarked;
