/**
 * Bodies of the internal HTTP routes of agent-hub and of the public answer about a way to a node.
 * Start reading at {@link NodeView}.
 */
@NullMarked
package activate.messages.hub;

import org.jspecify.annotations.NullMarked;
