package activate.legacyapi.managed;

import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.ClusterState;
import activate.legacyapi.node.NodeBody;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies about managed clusters. */
public final class ManagedClusterBody {
    private ManagedClusterBody() {}

    /** A cluster that is asked for. */
    public record New(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable List<String> tags) {}

    /** A cluster by its names. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Named(String id, String name, @Nullable String displayName) {
        static Named of(Cluster cluster) {
            return new Named(cluster.id(), cluster.name(), cluster.state().displayName());
        }
    }

    /** What shall be otherwise; what is absent stays. */
    public record Update(
            @Nullable String displayName,
            @Nullable String description,
            @Nullable List<String> tags,
            @Nullable String markdown,
            @Nullable String loginNode,
            @Nullable String sessionNode,
            @Nullable Boolean proxySsh,
            ClusterState.@Nullable AccessManagement accessManagement) {}

    /** Who has which permission. */
    public record Permissions(
            @Nullable Map<String, Boolean> organization,
            @Nullable Map<String, Map<String, Boolean>> groups) {}

    /** A cluster with its nodes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            String name,
            String type,
            @Nullable String displayName,
            @Nullable String description,
            List<String> tags,
            Instant createdAt,
            int activeNodes,
            int maxNodes,
            List<NodeBody.Managed> nodes,
            boolean proxySsh,
            @Nullable String ipAddress,
            @Nullable String loginNode,
            @Nullable String sessionNode,
            @Nullable String markdown,
            @Nullable String schedulerType,
            ClusterState.@Nullable AccessManagement accessManagement) {
        static Shown of(Cluster cluster, List<NodeBody.Managed> nodes) {
            ClusterState state = cluster.state();
            ClusterState.Definition definition = state.definition();
            long online = nodes.stream().filter(node -> node.status().equals("online")).count();
            return new Shown(
                    cluster.id(),
                    cluster.name(),
                    cluster.type().contractWord(),
                    state.displayName(),
                    state.description(),
                    state.tags(),
                    cluster.createdAt(),
                    (int) online,
                    nodes.size(),
                    nodes,
                    definition.proxySsh(),
                    nodes.isEmpty() ? null : nodes.getFirst().ipAddress(),
                    definition.loginNode(),
                    definition.sessionNode(),
                    definition.markdown(),
                    definition.schedulerType(),
                    definition.accessManagement());
        }
    }
}
