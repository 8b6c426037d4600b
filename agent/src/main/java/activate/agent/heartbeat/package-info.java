/**
 * What the node tells about itself every few seconds. Start reading at {@link
 * activate.agent.heartbeat.SendHeartbeats}.
 */
@NullMarked
package activate.agent.heartbeat;

import org.jspecify.annotations.NullMarked;
