/** Start at {@link activate.servicekit.background.RepeatedTest}. */
@NullMarked
package activate.servicekit.background;

import org.jspecify.annotations.NullMarked;
