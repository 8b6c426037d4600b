/**
 * Bodies of {@code /api/agent/*}: what a node says when it is enrolled and every 15 seconds from
 * then on, and the answers. Start reading at {@link Heartbeat}.
 */
@NullMarked
package activate.messages.agent;

import org.jspecify.annotations.NullMarked;
