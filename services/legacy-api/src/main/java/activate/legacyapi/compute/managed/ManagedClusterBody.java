package activate.legacyapi.compute.managed;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterText;
import activate.legacyapi.compute.cluster.ClusterText.Tags;
import activate.legacyapi.compute.node.NodeBody;
import activate.legacyapi.input.Echoed;
import activate.legacyapi.input.Patch;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies about managed clusters. */
public final class ManagedClusterBody {
    private ManagedClusterBody() {}

    /** A cluster that is asked for. */
    public record New(
            @NotNull(message = ClusterText.NAME_WORDS, payload = Echoed.class)
                    @Pattern(
                            regexp = ClusterText.NAME,
                            message = ClusterText.NAME_WORDS,
                            payload = Echoed.class)
                    String name,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String displayName,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String description,
            @Tags @Nullable List<String> tags) {
        ClusterState state() {
            return ClusterState.of(name, displayName, description, tags);
        }
    }

    /** A cluster by its names. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Named(String id, String name, @Nullable String displayName) {
        static Named of(Cluster cluster) {
            return new Named(cluster.id(), cluster.name(), cluster.state().displayName());
        }
    }

    /** What shall be otherwise; what is absent stays. */
    public record Update(
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String displayName,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String description,
            @Tags @Nullable List<String> tags,
            @Size(max = ClusterText.LONGEST_PAGE, message = ClusterText.LONGEST_PAGE_WORDS)
                    @Nullable String markdown,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String loginNode,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String sessionNode,
            @Nullable Boolean proxySsh,
            ClusterState.@Nullable AccessManagement accessManagement) {
        ClusterState applied(ClusterState present) {
            ClusterState.Managed old = present.definition().managed();
            ClusterState.Managed definition =
                    new ClusterState.Managed(
                            Patch.kept(loginNode, old.loginNode()),
                            Patch.kept(sessionNode, old.sessionNode()),
                            Patch.kept(markdown, old.markdown()),
                            Patch.always(proxySsh, old.proxySsh()),
                            Patch.kept(accessManagement, old.accessManagement()));
            return present.described(
                            present.name(),
                            Patch.kept(displayName, present.displayName()),
                            Patch.kept(description, present.description()),
                            Patch.always(tags, present.tags()))
                    .defined(definition);
        }
    }

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
            ClusterState.Managed definition = state.definition().managed();
            long online = nodes.stream().filter(node -> node.status().equals("online")).count();
            return new Shown(
                    cluster.id(),
                    cluster.name(),
                    cluster.type().contractWord(),
                    state.displayName(),
                    state.description(),
                    state.tags(),
                    cluster.trail().createdAt(),
                    (int) online,
                    nodes.size(),
                    nodes,
                    definition.proxySsh(),
                    nodes.isEmpty() ? null : nodes.getFirst().ipAddress(),
                    definition.loginNode(),
                    definition.sessionNode(),
                    definition.markdown(),
                    state.definition().existing().schedulerType(),
                    definition.accessManagement());
        }
    }
}
