/**
 * What a command may touch of the machine, and how it ends. Start reading at {@link
 * activate.cli.terminal.Terminal} and {@link activate.cli.terminal.Failure}.
 */
@NullMarked
package activate.cli.terminal;

import org.jspecify.annotations.NullMarked;
