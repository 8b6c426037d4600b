/** Shared pieces of the tests: a store in its own process, and free ports. */
@NullMarked
package activate.standalone;

import org.jspecify.annotations.NullMarked;
