/**
 * Checks of what comes in that hold for every route. Start reading at {@link
 * activate.legacyapi.input.StrictBodies}.
 */
@NullMarked
package activate.legacyapi.input;

import org.jspecify.annotations.NullMarked;
