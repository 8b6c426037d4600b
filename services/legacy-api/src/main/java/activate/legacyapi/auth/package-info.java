/// Who calls: from a cookie, an API key or a token to a {@link Caller}, on every route that is not
/// public. Start reading at {@link CallerFilter}.
@NullMarked
package activate.legacyapi.auth;

import org.jspecify.annotations.NullMarked;
