/** Start at {@link activate.testkit.wire.PathsDocumentTest}. */
@NullMarked
package activate.testkit.wire;

import org.jspecify.annotations.NullMarked;
