/**
 * Where a request really comes from. Start reading at {@link
 * activate.legacyapi.forwarded.ClientAddress}.
 */
@NullMarked
package activate.legacyapi.forwarded;

import org.jspecify.annotations.NullMarked;
