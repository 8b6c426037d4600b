/**
 * What lies under {@code ACTIVATE_HOME}: folders, secrets, certificates and keys, all private to
 * the account that runs the platform. Start reading at {@link activate.embedded.home.Home}.
 */
@NullMarked
package activate.embedded.home;

import org.jspecify.annotations.NullMarked;
