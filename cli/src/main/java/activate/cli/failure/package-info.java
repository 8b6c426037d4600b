/**
 * How a command ends when it did not do what was asked: a line, a hint and an exit code. Start
 * reading at {@link activate.cli.failure.Failure}.
 */
@NullMarked
package activate.cli.failure;

import org.jspecify.annotations.NullMarked;
