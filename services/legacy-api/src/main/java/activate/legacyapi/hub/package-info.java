/** The way to agent-hub, which knows all about nodes. Start reading at {@link AgentHub}. */
@NullMarked
package activate.legacyapi.hub;

import org.jspecify.annotations.NullMarked;
