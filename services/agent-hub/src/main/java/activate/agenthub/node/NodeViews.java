package activate.agenthub.node;

import activate.messages.event.NodeEvent;
import activate.messages.hub.NodeStatus;
import activate.messages.hub.NodeView;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A stored node as others see it. */
public final class NodeViews {
    private NodeViews() {}

    /** For the other services. */
    public static NodeView of(Node node) {
        Document said = node.heartbeat == null ? new Document() : node.heartbeat;
        return new NodeView(
                node.id,
                node.clusterId,
                node.hostname,
                node.isOnline() ? NodeStatus.ONLINE : NodeStatus.OFFLINE,
                node.isOnline(),
                node.generation,
                node.registeredAt,
                node.lastHeartbeatAt,
                node.onlineSince,
                node.agentVersion,
                node.os,
                node.arch,
                node.osRelease,
                node.ipAddresses,
                node.sshPort,
                node.sshHostKeys,
                filesystems(said),
                said.get("metrics", Document.class),
                said.get("systemInfo", Document.class),
                said.get("scheduler", Document.class));
    }

    /** For a message about the node. */
    public static NodeEvent event(
            Node node, long generation, @Nullable String reason, @Nullable String actor) {
        return new NodeEvent(
                node.id,
                node.clusterId,
                node.clusterName,
                node.organization,
                node.hostname,
                generation,
                reason,
                actor);
    }

    private static @Nullable List<Map<String, Object>> filesystems(Document said) {
        List<Document> found = said.getList("filesystems", Document.class);
        return found == null ? null : List.copyOf(found);
    }
}
