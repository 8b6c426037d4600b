/** Tests of the generated documents. Start at {@code GeneratedDocumentTest}. */
@NullMarked
package activate.testkit.document;

import org.jspecify.annotations.NullMarked;
