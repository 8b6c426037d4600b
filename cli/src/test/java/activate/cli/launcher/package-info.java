/**
 * The launcher script, with stand-ins for the JVM and ssh that write down what they were given.
 * Start reading at {@link activate.cli.launcher.LauncherTest}.
 */
@NullMarked
package activate.cli.launcher;

import org.jspecify.annotations.NullMarked;
