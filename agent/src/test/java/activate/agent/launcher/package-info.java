/** The script that starts the JVM, with a JVM that writes down what it is given. */
@NullMarked
package activate.agent.launcher;

import org.jspecify.annotations.NullMarked;
