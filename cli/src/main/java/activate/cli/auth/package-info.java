/** Logging in and out. Start reading at {@link activate.cli.auth.LoginCommand}. */
@NullMarked
package activate.cli.auth;

import org.jspecify.annotations.NullMarked;
