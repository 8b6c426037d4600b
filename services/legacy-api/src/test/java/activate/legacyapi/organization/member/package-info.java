/** Tests of what part of the users is asked for. Start at {@code ListQueryTest}. */
@NullMarked
package activate.legacyapi.organization.member;

import org.jspecify.annotations.NullMarked;
