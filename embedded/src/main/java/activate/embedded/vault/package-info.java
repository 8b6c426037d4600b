/**
 * A small stand-in for Vault inside the supervisor: KV version 2 and tokens over one encrypted
 * file. Start reading at {@link activate.embedded.vault.VaultPart}.
 */
@NullMarked
package activate.embedded.vault;

import org.jspecify.annotations.NullMarked;
