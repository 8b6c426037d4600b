/** Tests of who may call, and from where. Start at {@code CallerTest}. */
@NullMarked
package activate.legacyapi.identity.caller;

import org.jspecify.annotations.NullMarked;
