/** The far end of a user's stream, whichever way it is reached. Start reading at {@link FarEnd}. */
@NullMarked
package activate.agenthub.farend;

import org.jspecify.annotations.NullMarked;
