/** What the hub's queue at the broker is like. Start at {@link QueueArguments}. */
@NullMarked
package activate.agenthub.broker;

import org.jspecify.annotations.NullMarked;
