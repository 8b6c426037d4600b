/**
 * Who the user is towards which platform: the credentials file, environment variables and options.
 * Start reading at {@link activate.cli.credentials.ChooseLogin}.
 */
@NullMarked
package activate.cli.credentials;

import org.jspecify.annotations.NullMarked;
