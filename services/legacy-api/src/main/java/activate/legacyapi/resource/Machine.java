package activate.legacyapi.resource;

import activate.messages.hub.NodeIdentity;

/** A caller that is no user. */
public sealed interface Machine {
    /** A service of the platform. */
    record Service() implements Machine {
        @Override
        public Who who() {
            return Who.SERVICE;
        }
    }

    /** A node, as agent-hub knows it. */
    record Node(NodeIdentity identity) implements Machine {
        @Override
        public Who who() {
            return Who.NODE;
        }
    }

    /** Which kind of caller it is. */
    Who who();
}
