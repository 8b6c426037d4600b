/** Start at {@link activate.servicekit.credential.CredentialTest}. */
@NullMarked
package activate.servicekit.credential;

import org.jspecify.annotations.NullMarked;
