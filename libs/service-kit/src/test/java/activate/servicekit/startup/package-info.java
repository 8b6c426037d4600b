/** Start at {@link activate.servicekit.startup.PrepareServiceTest}. */
@NullMarked
package activate.servicekit.startup;

import org.jspecify.annotations.NullMarked;
