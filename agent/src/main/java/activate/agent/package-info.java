/**
 * The program that runs on a node: it dials out to the platform and leads streams to the node's SSH
 * server. Start reading at {@link activate.agent.AgentCommand}.
 */
@NullMarked
package activate.agent;

import org.jspecify.annotations.NullMarked;
