/**
 * Streams that the platform opens, led to the SSH server of this node. Start reading at {@link
 * activate.agent.forward.ForwardStream}.
 */
@NullMarked
package activate.agent.forward;

import org.jspecify.annotations.NullMarked;
