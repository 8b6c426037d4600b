package activate.legacyapi.compute.node;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.hub.HubNodes;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.stored.ActivityType;
import activate.messages.hub.NodeView;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.problem.NodeNameProblems;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceTokens;
import activate.settings.ServiceUrls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes of a cluster whose caller has been made sure of already. */
@ApplicationScoped
class Nodes implements ActivityType.Source {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private final AgentHub hub;
    private final ClusterStore clusters;
    private final ServiceClient internalApi;

    @Inject
    Nodes(
            AgentHub hub,
            ClusterStore clusters,
            ServiceUrls urls,
            ServiceTokens tokens,
            ObjectMapper json) {
        this.hub = hub;
        this.clusters = clusters;
        this.internalApi =
                new ServiceClient("internal-api", urls.internalApi(), TIMEOUT, tokens, json);
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(NodeActivity.values());
    }

    /** All nodes; an absent hub is a problem here, because there is nothing else to show. */
    List<NodeView> list(Cluster cluster) {
        return switch (hub.nodes(cluster.id())) {
            case HubNodes.Known(var nodes) -> nodes;
            case HubNodes.Away _ ->
                    throw Problem.of(
                            ProblemCode.UNAVAILABLE,
                            "The service that knows the nodes does not answer.",
                            Map.of("retryAfterSeconds", 2));
        };
    }

    /**
     * Revokes the node of this id or host name; its tunnel is closed.
     *
     * @throws Problem where there is none, or several have this host name
     */
    void delete(Caller caller, Cluster cluster, String asked) {
        hub.forget(cluster.id());
        NodeView node = only(list(cluster), asked);
        hub.deleteNode(cluster.id(), node.nodeId());
        clusters.note(
                cluster.id(),
                NodeActivity.DELETED
                        .by(caller.actor())
                        .with(Map.of("nodeId", node.nodeId(), "hostname", node.hostname())));
    }

    private static NodeView only(List<NodeView> nodes, String asked) {
        Optional<NodeView> byId =
                nodes.stream().filter(node -> node.nodeId().equals(asked)).findFirst();
        if (byId.isPresent()) {
            return byId.get();
        }
        List<NodeView> named =
                nodes.stream().filter(node -> node.hostname().equals(asked)).toList();
        if (named.isEmpty()) {
            throw Problem.of(ProblemCode.NODE_NOT_FOUND, "There is no node of this name: " + asked);
        }
        if (named.size() > 1) {
            List<String> ids = named.stream().map(NodeView::nodeId).toList();
            throw NodeNameProblems.ambiguous(asked, ids);
        }
        return named.getFirst();
    }

    /** How long each node was online, from the ledger. */
    List<NodeBody.Usage> usage(Cluster cluster) {
        return internalApi.get(
                "/internal/v1/usage/nodes?clusterId="
                        + URLEncoder.encode(cluster.id(), StandardCharsets.UTF_8),
                new TypeReference<>() {});
    }
}
