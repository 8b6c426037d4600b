/** Start at {@link activate.standalone.log.RotatingLogTest}. */
@NullMarked
package activate.standalone.log;

import org.jspecify.annotations.NullMarked;
