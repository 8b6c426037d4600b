/** Start at {@link activate.servicekit.secret.SecretsTest}. */
@NullMarked
package activate.servicekit.secret;

import org.jspecify.annotations.NullMarked;
