/**
 * Nodes that the hub reaches without their tunnel: in networks that the operator has named, and
 * only while the SSH server there proves to be the node. Start at {@link
 * activate.agenthub.peered.PeeredHosts}.
 */
@NullMarked
package activate.agenthub.peered;

import org.jspecify.annotations.NullMarked;
