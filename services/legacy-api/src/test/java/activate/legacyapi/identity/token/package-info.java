/** Tests of user tokens and their keys. Start at {@code SigningKeysTest}. */
@NullMarked
package activate.legacyapi.identity.token;

import org.jspecify.annotations.NullMarked;
