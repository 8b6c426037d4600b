/**
 * The edge: TLS, routes, limits and the proxy. Start reading at {@code listener.Edge}; here is only
 * what its settings were called before.
 */
@NullMarked
package activate.ingress;

import org.jspecify.annotations.NullMarked;
