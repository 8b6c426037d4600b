/**
 * Users' streams: which node, which way, and the bytes between. Start at {@link
 * activate.agenthub.dial.ConnectRoute}.
 */
@NullMarked
package activate.agenthub.dial;

import org.jspecify.annotations.NullMarked;
