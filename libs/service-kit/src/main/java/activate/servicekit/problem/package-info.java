/**
 * Errors as RFC 9457 problems, with the members that older clients of the public API read. Start at
 * {@link Problem}.
 */
@NullMarked
package activate.servicekit.problem;

import org.jspecify.annotations.NullMarked;
