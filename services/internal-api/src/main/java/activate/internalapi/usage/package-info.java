/**
 * Node-hours out of usage intervals: consumed from the broker into an append-only ledger, summed on
 * demand.
 *
 * <p>Start at {@link activate.internalapi.usage.UsageConsumer} for the way in and {@link
 * activate.internalapi.usage.UsageResource} for the way out.
 */
@NullMarked
package activate.internalapi.usage;

import org.jspecify.annotations.NullMarked;
