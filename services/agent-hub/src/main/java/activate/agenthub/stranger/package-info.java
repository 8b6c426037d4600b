/**
 * Clients whose credential is not known to be good. Start at {@link
 * activate.agenthub.stranger.Strangers}.
 */
@NullMarked
package activate.agenthub.stranger;

import org.jspecify.annotations.NullMarked;
