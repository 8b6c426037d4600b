package activate.legacyapi.hub;

import activate.messages.hub.NodeStatus;
import activate.messages.hub.NodeView;
import java.util.List;

/** What agent-hub said of the nodes of one cluster. */
public sealed interface HubNodes {
    /** The nodes. */
    List<NodeView> nodes();

    /** Agent-hub answered. */
    record Known(List<NodeView> nodes) implements HubNodes {
        /** Copies the nodes. */
        public Known {
            nodes = List.copyOf(nodes);
        }
    }

    /** Agent-hub did not answer in time. */
    record Away() implements HubNodes {
        @Override
        public List<NodeView> nodes() {
            return List.of();
        }
    }

    /** The nodes that can be reached now. */
    default List<NodeView> online() {
        return nodes().stream().filter(node -> node.status() == NodeStatus.ONLINE).toList();
    }
}
