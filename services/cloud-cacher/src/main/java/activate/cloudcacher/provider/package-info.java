/**
 * Which cloud accounts the platform has, read from the credential store.
 *
 * <p>Start at {@link activate.cloudcacher.provider.ReadAccounts}.
 */
@NullMarked
package activate.cloudcacher.provider;

import org.jspecify.annotations.NullMarked;
