/**
 * Which cloud accounts the platform has, read from the credential store. A provider is only the
 * word in an account's secret: a new one needs no code. No cloud is asked yet, so regions and
 * instance types are empty; whoever adds that puts a port for it here, called by the refresh of the
 * catalog.
 *
 * <p>Start at {@link activate.cloudcacher.provider.ReadAccounts}.
 */
@NullMarked
package activate.cloudcacher.provider;

import org.jspecify.annotations.NullMarked;
