/** Routes of users: who am I, and their administration. Start reading at {@link UserResource}. */
@NullMarked
package activate.legacyapi.organization.member;

import org.jspecify.annotations.NullMarked;
