package activate.legacyapi.compute.existing;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.compute.cluster.HostAndPort;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.hub.HubNodes;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.messages.hub.NodeView;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clusters as callers see them. Whether one is on is nothing that is stored: it is on while a node
 * of it is online.
 */
@ApplicationScoped
class ShowClusters {
    private static final String USER_SCOPE = "user:";

    private final ClusterStore clusters;
    private final AgentHub hub;

    @Inject
    ShowClusters(ClusterStore clusters, AgentHub hub) {
        this.clusters = clusters;
        this.hub = hub;
    }

    /**
     * The clusters that this word of the contract means, of those that the caller may see. They are
     * read while the answer is written, some at a time: an administrator sees any number, and the
     * contract has no pages here. A store that goes away meanwhile breaks the answer off.
     */
    Iterable<GeneralCluster> list(Account caller, String scope) {
        Iterator<GeneralCluster> once =
                inScope(caller, scope)
                        .map(page -> show(caller, page))
                        .flatMap(List::stream)
                        .iterator();
        return () -> once;
    }

    private List<GeneralCluster> show(Account caller, List<Cluster> seen) {
        Map<String, HubNodes> nodes = hub.nodes(seen.stream().map(Cluster::id).toList());
        return seen.stream()
                .map(
                        cluster ->
                                show(
                                        caller,
                                        cluster,
                                        nodes.getOrDefault(cluster.id(), new HubNodes.Away())))
                .toList();
    }

    GeneralCluster show(Account caller, Cluster cluster) {
        return show(caller, cluster, hub.nodes(cluster.id()));
    }

    private static GeneralCluster show(Account caller, Cluster cluster, HubNodes nodes) {
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
                state.definition().managed().proxySsh(),
                false,
                cluster.grants(caller, Cluster.ADMIN),
                cluster.type() == ClusterType.EXISTING ? cluster.owner() : null,
                of(newest, NodeView::agentVersion),
                of(newest, NodeView::os),
                of(newest, NodeView::osRelease),
                state.definition().existing().schedulerType(),
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
        HostAndPort login = state.definition().existing().firstLoginNode();
        if (login != null) {
            return login.host();
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

    private Stream<List<Cluster>> inScope(Account known, String scope) {
        String organization = known.organization();
        return switch (scope) {
            case "" -> ownAndShared(known);
            case "mine" -> clusters.ownedBy(organization, known.username());
            case "all" -> all(known);
            default -> ofUser(known, scope);
        };
    }

    private Stream<List<Cluster>> ownAndShared(Account known) {
        return Stream.concat(
                clusters.ownedBy(known.organization(), known.username()), shared(known));
    }

    private Stream<List<Cluster>> all(Account known) {
        if (known.roles().platformAdmin()) {
            return clusters.everyOne();
        }
        return known.administers(known.organization())
                ? clusters.ofOrganization(known.organization())
                : ownAndShared(known);
    }

    private Stream<List<Cluster>> shared(Account known) {
        return clusters.managedBy(known.organization())
                .map(page -> page.stream().filter(cluster -> cluster.admits(known)).toList());
    }

    private Stream<List<Cluster>> ofUser(Account known, String scope) {
        if (!scope.startsWith(USER_SCOPE)) {
            throw Problem.invalid(
                    "scope", "scope: " + scope + " (expected: mine, all or user:<name>)");
        }
        String user = scope.substring(USER_SCOPE.length());
        String organization = known.organization();
        if (!known.is(organization, user) && !known.administers(organization)) {
            throw CallerProblems.administratorsOnly();
        }
        return clusters.ownedBy(organization, user);
    }
}
