/**
 * Nodes: who they are, what they last said of themselves, and their revocation. Start at {@link
 * activate.agenthub.node.NodeStore}.
 */
@NullMarked
package activate.agenthub.node;

import org.jspecify.annotations.NullMarked;
