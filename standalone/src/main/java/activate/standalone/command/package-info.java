/**
 * The commands behind {@code ./activate}: up, down, reset, status, logs, doctor. Start reading at
 * {@link activate.standalone.command.Activate}.
 */
@NullMarked
package activate.standalone.command;

import org.jspecify.annotations.NullMarked;
