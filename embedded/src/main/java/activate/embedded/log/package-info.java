/**
 * Logs that stay within a bound while they are written, and are followed across their rotation.
 * Start reading at {@link activate.embedded.log.RotatingLog}.
 */
@NullMarked
package activate.embedded.log;

import org.jspecify.annotations.NullMarked;
