/**
 * How messages are consumed, whatever they say: the queues, and what becomes of a delivery.
 *
 * <p>Start at {@link activate.internalapi.delivery.Delivery}.
 */
@NullMarked
package activate.internalapi.delivery;

import org.jspecify.annotations.NullMarked;
