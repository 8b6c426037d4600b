/** Start at {@link activate.agenthub.stranger.StrangersTest}. */
@NullMarked
package activate.agenthub.stranger;

import org.jspecify.annotations.NullMarked;
