/**
 * Random secrets, the digests under which they are stored, and how the two are compared. Start at
 * {@link activate.servicekit.secret.Secrets}.
 */
@NullMarked
package activate.servicekit.secret;

import org.jspecify.annotations.NullMarked;
