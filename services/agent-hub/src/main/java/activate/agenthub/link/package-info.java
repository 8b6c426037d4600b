/**
 * Live tunnels of this hub: one {@link activate.agenthub.link.AgentLink} a node, driven on the
 * event loop of its socket. Agents come in through {@code opening}. Start at {@link
 * activate.agenthub.link.Links}.
 */
@NullMarked
package activate.agenthub.link;

import org.jspecify.annotations.NullMarked;
