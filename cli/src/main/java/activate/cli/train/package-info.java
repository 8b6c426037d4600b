/**
 * Runs once, when the program is built: typical command lines against a small platform in the same
 * process, so that the JVM's start-up cache knows what they need. Start reading at {@link
 * activate.cli.train.TrainStart}.
 */
@NullMarked
package activate.cli.train;

import org.jspecify.annotations.NullMarked;
