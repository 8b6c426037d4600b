/**
 * What machines say of themselves, checked where it enters: nothing of a body is stored before all
 * of it was found good. Start at {@link activate.agenthub.body.JsonInput}.
 */
@NullMarked
package activate.agenthub.body;

import org.jspecify.annotations.NullMarked;
