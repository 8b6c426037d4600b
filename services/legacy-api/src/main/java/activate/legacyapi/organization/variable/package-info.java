/**
 * Variables of organizations and users, for workflows. The value of a secret one is in Vault and is
 * never shown. Start reading at {@link Variables}.
 */
@NullMarked
package activate.legacyapi.organization.variable;

import org.jspecify.annotations.NullMarked;
