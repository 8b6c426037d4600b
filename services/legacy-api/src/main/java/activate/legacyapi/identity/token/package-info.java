/** Signed user tokens and the key that signs them. Start reading at {@link SigningKeys}. */
@NullMarked
package activate.legacyapi.identity.token;

import org.jspecify.annotations.NullMarked;
