package activate.agenthub.dial;

import activate.agenthub.node.Node;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Caller;

/** Where a caller's stream goes. */
record Destination(Caller caller, ClusterAccess cluster, Node node) {}
