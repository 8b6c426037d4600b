/**
 * A small stand-in for Vault inside the supervisor: KV version 2, transit and tokens over one
 * encrypted file. Start reading at {@link activate.standalone.vault.VaultPart}.
 */
@NullMarked
package activate.standalone.vault;

import org.jspecify.annotations.NullMarked;
