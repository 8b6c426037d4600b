/**
 * A user's stream, whatever carries it to the node. Start at {@link
 * activate.agenthub.stream.FarEnd}.
 */
@NullMarked
package activate.agenthub.stream;

import org.jspecify.annotations.NullMarked;
