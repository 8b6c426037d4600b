/// Who calls: from a cookie, an API key or a token to a {@link Caller}. Start reading at {@link
/// IdentifyCaller}.
@NullMarked
package activate.legacyapi.identity.caller;

import org.jspecify.annotations.NullMarked;
