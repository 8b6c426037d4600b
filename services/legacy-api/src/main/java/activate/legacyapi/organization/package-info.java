/** Organizations as the contract shows them. Start reading at {@link OrganizationResource}. */
@NullMarked
package activate.legacyapi.organization;

import org.jspecify.annotations.NullMarked;
