/** Tests of the rules of signing in. Start at {@code ThrottleVerdictTest}. */
@NullMarked
package activate.legacyapi.user.login;

import org.jspecify.annotations.NullMarked;
