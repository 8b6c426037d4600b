/** Shared pieces of the tests: a store in its own process. */
@NullMarked
package activate.embedded;

import org.jspecify.annotations.NullMarked;
