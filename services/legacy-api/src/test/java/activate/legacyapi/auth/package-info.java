/** Tests of who may call, and from where. Start at {@code CallerTest}. */
@NullMarked
package activate.legacyapi.auth;

import org.jspecify.annotations.NullMarked;
