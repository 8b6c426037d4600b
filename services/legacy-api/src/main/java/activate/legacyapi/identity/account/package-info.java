/** User accounts, their passwords and the first administrator. Start reading at {@link Account}. */
@NullMarked
package activate.legacyapi.identity.account;

import org.jspecify.annotations.NullMarked;
