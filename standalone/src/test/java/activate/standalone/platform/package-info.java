/** Start at {@link activate.standalone.platform.HomeLockTest}. */
@NullMarked
package activate.standalone.platform;

import org.jspecify.annotations.NullMarked;
