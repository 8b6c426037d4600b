/**
 * Logs that stay within a bound while they are written, and are followed across their rotation.
 * Start reading at {@link activate.standalone.log.RotatingLog}.
 */
@NullMarked
package activate.standalone.log;

import org.jspecify.annotations.NullMarked;
