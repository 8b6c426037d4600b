/** Start at {@link activate.servicekit.health.LoopbackRequestTest}. */
@NullMarked
package activate.servicekit.health;

import org.jspecify.annotations.NullMarked;
