/** Start at {@link activate.agenthub.peered.ProbeHostKeyTest}. */
@NullMarked
package activate.agenthub.peered;

import org.jspecify.annotations.NullMarked;
