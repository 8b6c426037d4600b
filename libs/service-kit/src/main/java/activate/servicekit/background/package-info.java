/**
 * What a service does by itself, again and again, beside its requests: one mechanism with retries,
 * log lines and metrics. Start reading at {@link activate.servicekit.background.BackgroundWork}.
 */
@NullMarked
package activate.servicekit.background;

import org.jspecify.annotations.NullMarked;
