/**
 * Secrets that the platform itself holds, behind one port. Another store is another {@link
 * CredentialStore} beside {@link VaultCredentialStore}, chosen by a setting. It answers {@code
 * unavailable} while it is away, and deleting leaves no old version. Start reading at {@link
 * CredentialStore}.
 */
@NullMarked
package activate.legacyapi.credential;

import org.jspecify.annotations.NullMarked;
