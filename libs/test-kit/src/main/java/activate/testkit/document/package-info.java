/**
 * Documents under {@code docs/} that are made from the code, and tests that hold them against it.
 * Start at {@code GeneratedDocument}.
 */
@NullMarked
package activate.testkit.document;

import org.jspecify.annotations.NullMarked;
