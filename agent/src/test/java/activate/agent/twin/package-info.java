/**
 * A platform small enough for a test, with real TLS, real WebSockets and the real tunnel protocol.
 * Start reading at {@link activate.agent.twin.HubTwin}.
 */
@NullMarked
package activate.agent.twin;

import org.jspecify.annotations.NullMarked;
