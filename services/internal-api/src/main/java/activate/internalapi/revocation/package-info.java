/**
 * Which user tokens are void before they expire.
 *
 * <p>Start at {@link activate.internalapi.revocation.Revocations}.
 */
@NullMarked
package activate.internalapi.revocation;

import org.jspecify.annotations.NullMarked;
