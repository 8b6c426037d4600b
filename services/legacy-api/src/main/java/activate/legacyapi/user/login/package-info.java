/** Sign-in with a password, browser sessions and the cookie. Start reading at {@link LogIn}. */
@NullMarked
package activate.legacyapi.user.login;

import org.jspecify.annotations.NullMarked;
