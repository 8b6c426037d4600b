/**
 * What a command may touch of the user's machine: environment, standard streams and private files.
 * Start reading at {@link activate.cli.machine.LocalMachine}.
 */
@NullMarked
package activate.cli.machine;

import org.jspecify.annotations.NullMarked;
