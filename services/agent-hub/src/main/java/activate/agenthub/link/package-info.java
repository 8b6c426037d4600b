/**
 * Live tunnels of this hub: one {@link activate.agenthub.link.AgentLink} a node, driven on the
 * event loop of its socket. Start at {@link activate.agenthub.link.TunnelRoute}, where agents come
 * in.
 */
@NullMarked
package activate.agenthub.link;

import org.jspecify.annotations.NullMarked;
