/**
 * Exchanges a one-time token for the identity of this node. Start reading at {@link
 * activate.agent.enrol.EnrolNode}.
 */
@NullMarked
package activate.agent.enrol;

import org.jspecify.annotations.NullMarked;
