/**
 * Carries accepted requests to a service: HTTP from client to client of Vert.x, upgrades through a
 * piped socket.
 *
 * <p>Start at {@link activate.ingress.proxy.ForwardRequest} and {@link
 * activate.ingress.proxy.PipeUpgrade}; both send only what {@link
 * activate.ingress.proxy.UpstreamHeaders} lets through.
 */
@NullMarked
package activate.ingress.proxy;

import org.jspecify.annotations.NullMarked;
