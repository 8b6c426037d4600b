/**
 * Where a request really comes from. Start reading at {@link
 * activate.servicekit.forwarded.ClientAddress}.
 */
@NullMarked
package activate.servicekit.forwarded;

import org.jspecify.annotations.NullMarked;
