/**
 * What callers send, and how it is checked on every route. Start reading at {@link
 * activate.legacyapi.input.StrictBodies}.
 */
@NullMarked
package activate.legacyapi.input;

import org.jspecify.annotations.NullMarked;
