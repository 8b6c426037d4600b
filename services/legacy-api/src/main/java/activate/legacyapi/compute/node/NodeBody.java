package activate.legacyapi.compute.node;

import activate.messages.hub.NodeStatus;
import activate.messages.hub.NodeView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes in the contract's shapes. */
public final class NodeBody {
    private NodeBody() {}

    static String status(NodeView node) {
        return node.status() == NodeStatus.ONLINE ? "online" : "offline";
    }

    private static boolean isController(NodeView node) {
        Map<String, Object> scheduler = node.scheduler();
        return scheduler != null && Boolean.TRUE.equals(scheduler.get("isController"));
    }

    private static String address(NodeView node) {
        return node.ipAddresses().isEmpty() ? "" : node.ipAddresses().getFirst();
    }

    /** A node of an existing cluster: the contract's row, and what this platform adds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String id,
            String name,
            String type,
            String status,
            String privateIp,
            String publicIp,
            Instant createdAt,
            String hostname,
            boolean tunnelConnected,
            @Nullable String agentVersion,
            @Nullable Instant lastHeartbeat,
            @Nullable Map<String, Object> metrics,
            List<String> sshHostKeys) {
        static Row of(NodeView node) {
            return new Row(
                    node.nodeId(),
                    node.hostname(),
                    NodeBody.isController(node) ? "controller" : "compute",
                    NodeBody.status(node),
                    address(node),
                    "",
                    node.registeredAt(),
                    node.hostname(),
                    node.tunnelConnected(),
                    node.agentVersion(),
                    node.lastHeartbeatAt(),
                    node.metrics(),
                    node.sshHostKeys());
        }
    }

    /** A node of a managed cluster. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Managed(
            String id,
            String hostname,
            List<String> ipAddresses,
            boolean isController,
            Instant lastHeartbeat,
            Instant registeredAt,
            String status,
            boolean tunnelConnected,
            @Nullable String agentVersion,
            String arch,
            String os,
            @Nullable String osRelease,
            @Nullable String ipAddress,
            @Nullable List<Map<String, Object>> filesystems,
            @Nullable Map<String, Object> metrics,
            @Nullable Map<String, Object> systemInfo) {
        /** The contract wants a last heartbeat; a node that never sent one shows its enrolment. */
        public static Managed of(NodeView node) {
            Instant heartbeat = node.lastHeartbeatAt();
            return new Managed(
                    node.nodeId(),
                    node.hostname(),
                    node.ipAddresses(),
                    NodeBody.isController(node),
                    heartbeat == null ? node.registeredAt() : heartbeat,
                    node.registeredAt(),
                    NodeBody.status(node),
                    node.tunnelConnected(),
                    node.agentVersion(),
                    node.arch(),
                    node.os(),
                    node.osRelease(),
                    address(node),
                    node.filesystems(),
                    node.metrics(),
                    node.systemInfo());
        }
    }

    /**
     * How long a node was online.
     *
     * @param nodeHours decimal text, exact to the millisecond
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Usage(
            String hostname,
            String nodeId,
            String nodeHours,
            long milliseconds,
            long intervals,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt) {}
}
