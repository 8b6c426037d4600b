/// Things that are stored as MongoDB documents. A change and what tells of it are one write. Start
/// reading at {@link StoredCollection}.
@NullMarked
package activate.legacyapi.stored;

import org.jspecify.annotations.NullMarked;
