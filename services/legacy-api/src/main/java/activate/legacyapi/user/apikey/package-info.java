/**
 * API keys of users: made once, shown once, stored as a hash, which {@link ApiKey.Mark} makes and
 * {@link ApiKeyCheck} looks for. Start reading at {@link ApiKeyResource}.
 */
@NullMarked
package activate.legacyapi.user.apikey;

import org.jspecify.annotations.NullMarked;
