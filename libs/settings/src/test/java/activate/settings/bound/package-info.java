/** Start at {@link activate.settings.bound.BoundsTest}. */
@NullMarked
package activate.settings.bound;

import org.jspecify.annotations.NullMarked;
