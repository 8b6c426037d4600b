package activate.agenthub.dial;

import activate.agenthub.node.Node;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller's stream goes.
 *
 * @param ends until when the credential is good, where that is known
 */
record Destination(Caller caller, ClusterAccess cluster, Node node, @Nullable Instant ends) {}
