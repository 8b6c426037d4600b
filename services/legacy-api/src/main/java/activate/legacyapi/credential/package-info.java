/**
 * Secrets that the platform itself holds, behind one port. Start reading at {@link
 * CredentialStore}.
 */
@NullMarked
package activate.legacyapi.credential;

import org.jspecify.annotations.NullMarked;
