/** Tests of the rules of signing in. Start at {@code ThrottleVerdictTest}. */
@NullMarked
package activate.legacyapi.login;

import org.jspecify.annotations.NullMarked;
