package activate.messages.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node as agent-hub knows it now. The free-form parts are the public contract's heartbeat objects
 * ({@code filesystems}, {@code metrics}, {@code systemInfo}, {@code scheduler}) as the agent sent
 * them.
 *
 * @param generation counts the links of this node; the newest wins
 * @param sshHostKeys lines of the form {@code type base64}
 * @param contestedAt when two holders of the node's identity were last seen to take its tunnel from
 *     each other: the identity was copied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeView(
        String nodeId,
        String clusterId,
        String hostname,
        NodeStatus status,
        boolean tunnelConnected,
        long generation,
        Instant registeredAt,
        @Nullable Instant lastHeartbeatAt,
        @Nullable Instant onlineSince,
        @Nullable String agentVersion,
        String os,
        String arch,
        @Nullable String osRelease,
        List<String> ipAddresses,
        int sshPort,
        List<String> sshHostKeys,
        @Nullable List<Map<String, Object>> filesystems,
        @Nullable Map<String, Object> metrics,
        @Nullable Map<String, Object> systemInfo,
        @Nullable Map<String, Object> scheduler,
        @Nullable Instant contestedAt) {}
