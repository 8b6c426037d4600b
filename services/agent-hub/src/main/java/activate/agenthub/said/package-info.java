/**
 * What machines say of themselves, checked where it enters: nothing of a body is stored before all
 * of it was found good. Start at {@link activate.agenthub.said.JsonInput}.
 */
@NullMarked
package activate.agenthub.said;

import org.jspecify.annotations.NullMarked;
