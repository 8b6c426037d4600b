/** Start at {@link activate.embedded.log.RotatingLogTest}. */
@NullMarked
package activate.embedded.log;

import org.jspecify.annotations.NullMarked;
