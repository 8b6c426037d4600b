/**
 * WebSockets: how a request becomes one, and what guards and ends it. Start reading at {@link
 * Upgrade}.
 */
@NullMarked
package activate.agenthub.socket;

import org.jspecify.annotations.NullMarked;
