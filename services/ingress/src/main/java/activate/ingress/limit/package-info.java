/**
 * What one client and all clients together may use of the edge: sizes, counts and time.
 *
 * <p>Start at {@link activate.ingress.limit.EdgeLimits}; every figure has its default there. What
 * is counted for each client is in {@link activate.ingress.limit.Shares}.
 */
@NullMarked
package activate.ingress.limit;

import org.jspecify.annotations.NullMarked;
