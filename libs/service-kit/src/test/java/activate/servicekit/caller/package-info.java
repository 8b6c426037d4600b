/** Start at {@link activate.servicekit.caller.RevocationTest}. */
@NullMarked
package activate.servicekit.caller;

import org.jspecify.annotations.NullMarked;
