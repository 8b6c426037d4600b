/**
 * Readiness that every service with a main port has. Start reading at {@link
 * activate.servicekit.health.MainPortCheck}.
 */
@NullMarked
package activate.servicekit.health;

import org.jspecify.annotations.NullMarked;
