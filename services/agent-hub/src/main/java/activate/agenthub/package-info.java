/**
 * agent-hub: everything about nodes. Start at {@code link}, which holds the tunnels, then {@code
 * dial}, which opens streams through them.
 */
@NullMarked
package activate.agenthub;

import org.jspecify.annotations.NullMarked;
