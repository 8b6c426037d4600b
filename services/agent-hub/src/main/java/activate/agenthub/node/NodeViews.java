package activate.agenthub.node;

import activate.messages.event.NodeEvent;
import activate.messages.hub.NodeStatus;
import activate.messages.hub.NodeView;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A stored node as others see it. */
public final class NodeViews {
    private NodeViews() {}

    /** For the other services; without the free-form parts where {@code node} has none. */
    public static NodeView of(Node node) {
        Document said = node.heartbeat() == null ? new Document() : node.heartbeat();
        return new NodeView(
                node.id(),
                node.membership().clusterId(),
                node.facts().hostname(),
                node.isOnline() ? NodeStatus.ONLINE : NodeStatus.OFFLINE,
                node.isOnline(),
                node.lease().generation(),
                node.history().registeredAt(),
                node.history().lastHeartbeatAt(),
                node.lease().onlineSince(),
                node.facts().agentVersion(),
                node.facts().os(),
                node.facts().arch(),
                node.facts().osRelease(),
                node.facts().ssh().addresses(),
                node.facts().ssh().port(),
                node.facts().ssh().hostKeys(),
                Shown.objects(said.get("filesystems")),
                Shown.object(said.get("metrics")),
                Shown.object(said.get("systemInfo")),
                Shown.object(said.get("scheduler")),
                node.history().contestedAt());
    }

    /** For a message about the node. */
    public static NodeEvent event(
            Node node, long generation, @Nullable String reason, @Nullable String actor) {
        return new NodeEvent(
                node.id(),
                node.membership().clusterId(),
                node.membership().clusterName(),
                node.membership().organization(),
                node.facts().hostname(),
                generation,
                reason,
                actor);
    }
}
