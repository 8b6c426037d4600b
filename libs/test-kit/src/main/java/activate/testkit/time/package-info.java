/**
 * Time in tests: a clock moved by hand, and waiting with a deadline. Start at {@link Eventually}.
 */
@NullMarked
package activate.testkit.time;

import org.jspecify.annotations.NullMarked;
