/**
 * API keys of users: made once, shown once, stored as a hash. Start reading at {@link
 * ApiKeyResource}.
 */
@NullMarked
package activate.legacyapi.user.apikey;

import org.jspecify.annotations.NullMarked;
