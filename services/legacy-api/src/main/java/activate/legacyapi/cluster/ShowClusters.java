package activate.legacyapi.cluster;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.hub.HubNodes;
import activate.messages.hub.NodeView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Clusters as callers see them. Whether one is on is nothing that is stored: it is on while a node
 * of it is online.
 */
@ApplicationScoped
class ShowClusters {
    private final AgentHub hub;

    @Inject
    ShowClusters(AgentHub hub) {
        this.hub = hub;
    }

    List<GeneralCluster> show(Caller caller, List<Cluster> clusters) {
        Map<String, HubNodes> nodes = hub.nodes(clusters.stream().map(Cluster::id).toList());
        return clusters.stream()
                .map(
                        cluster ->
                                show(
                                        caller,
                                        cluster,
                                        nodes.getOrDefault(cluster.id(), new HubNodes.Away())))
                .toList();
    }

    GeneralCluster show(Caller caller, Cluster cluster) {
        return show(caller, cluster, hub.nodes(cluster.id()));
    }

    private static GeneralCluster show(Caller caller, Cluster cluster, HubNodes nodes) {
        ClusterState state = cluster.state();
        List<NodeView> online = nodes.online();
        boolean isOn = !online.isEmpty() && !state.disconnected();
        Optional<NodeView> newest =
                online.stream().max(Comparator.comparing(NodeView::registeredAt));
        List<String> hostKeys =
                newest.map(NodeView::sshHostKeys).filter(keys -> !keys.isEmpty()).orElse(null);
        return new GeneralCluster(
                cluster.id(),
                cluster.name(),
                state.displayName(),
                state.description(),
                state.tags(),
                cluster.type().contractWord(),
                isOn ? "on" : "off",
                isOn ? null : whyOff(state, nodes),
                address(state, newest),
                isOn ? online.size() : 0,
                nodes.nodes().size(),
                nodes.nodes().size(),
                false,
                state.definition().proxySsh(),
                false,
                FindCluster.mayChange(caller, cluster),
                cluster.type() == ClusterType.EXISTING ? cluster.owner() : null,
                of(newest, NodeView::agentVersion),
                of(newest, NodeView::os),
                of(newest, NodeView::osRelease),
                state.definition().schedulerType(),
                hostKeys);
    }

    private static String whyOff(ClusterState state, HubNodes nodes) {
        return switch (nodes) {
            case HubNodes.Away _ -> "The service that knows the nodes does not answer.";
            case HubNodes.Known _ when state.disconnected() ->
                    "Disconnected by its owner; connect it to use it again.";
            case HubNodes.Known(var known) when known.isEmpty() -> "No node is enrolled yet.";
            case HubNodes.Known _ -> "No node is online.";
        };
    }

    private static String address(ClusterState state, Optional<NodeView> newest) {
        List<String> loginNodes = state.definition().loginNodes();
        if (!loginNodes.isEmpty()) {
            return HostAndPort.parse(loginNodes.getFirst()).host();
        }
        return newest.map(NodeView::ipAddresses)
                .filter(addresses -> !addresses.isEmpty())
                .map(List::getFirst)
                .orElse("");
    }

    private static <T> @Nullable T of(
            Optional<NodeView> node, Function<NodeView, @Nullable T> part) {
        return node.isPresent() ? part.apply(node.get()) : null;
    }
}
