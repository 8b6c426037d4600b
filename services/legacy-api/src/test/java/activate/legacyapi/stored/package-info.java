/** Tests of stored documents. Start at {@code StoredCollectionTest}. */
@NullMarked
package activate.legacyapi.stored;

import org.jspecify.annotations.NullMarked;
