/** Tests of the rules about organizations. Start at {@code OrganizationQueryTest}. */
@NullMarked
package activate.legacyapi.organization;

import org.jspecify.annotations.NullMarked;
