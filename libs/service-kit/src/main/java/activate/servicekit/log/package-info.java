/** What may stand in a log line. Start at {@link LogText}. */
@NullMarked
package activate.servicekit.log;

import org.jspecify.annotations.NullMarked;
