/**
 * The requests that an agent makes beside its tunnel. Start reading at {@link
 * activate.agent.platform.AgentApi}.
 */
@NullMarked
package activate.agent.platform;

import org.jspecify.annotations.NullMarked;
