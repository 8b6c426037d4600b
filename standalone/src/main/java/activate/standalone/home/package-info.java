/**
 * What lies under {@code ACTIVATE_HOME}: folders, secrets, certificates and keys, all private to
 * the account that runs the platform. Start reading at {@link activate.standalone.home.Home}.
 */
@NullMarked
package activate.standalone.home;

import org.jspecify.annotations.NullMarked;
