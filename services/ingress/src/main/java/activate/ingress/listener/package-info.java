/**
 * The edge's own listeners: TLS, plain HTTP and what every request passes first.
 *
 * <p>Start at {@link activate.ingress.listener.Edge}; {@link activate.ingress.listener.EdgeHandler}
 * is the way of one request.
 */
@NullMarked
package activate.ingress.listener;

import org.jspecify.annotations.NullMarked;
