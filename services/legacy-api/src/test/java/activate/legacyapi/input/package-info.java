/** Tests of the checks of what comes in. Start at {@code StrictTypesTest}. */
@NullMarked
package activate.legacyapi.input;

import org.jspecify.annotations.NullMarked;
