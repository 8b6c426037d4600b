/** Tests of changes and what they have to tell. Start at {@code FormerOutboxesTest}. */
@NullMarked
package activate.legacyapi.change;

import org.jspecify.annotations.NullMarked;
