/** Calls from one service to another. Start at {@link ServiceClient}. */
@NullMarked
package activate.servicekit.call;

import org.jspecify.annotations.NullMarked;
