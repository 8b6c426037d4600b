/**
 * Which administrator calls, by a user token that is verified here against the platform's public
 * keys.
 *
 * <p>Start at {@link activate.internalapi.caller.Administrators}.
 */
@NullMarked
package activate.internalapi.caller;

import org.jspecify.annotations.NullMarked;
