/** Start at {@link activate.servicekit.forwarded.ClientAddressTest}. */
@NullMarked
package activate.servicekit.forwarded;

import org.jspecify.annotations.NullMarked;
