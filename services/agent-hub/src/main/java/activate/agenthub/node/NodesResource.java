package activate.agenthub.node;

import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.messages.hub.NodeView;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes for the other services. */
@Path("/internal/v1")
@ServiceOnly
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class NodesResource {
    private final NodeStore nodes;
    private final NodeKeys keys;
    private final RevokeNode revokeNode;

    NodesResource(NodeStore nodes, NodeKeys keys, RevokeNode revokeNode) {
        this.nodes = nodes;
        this.keys = keys;
        this.revokeNode = revokeNode;
    }

    @GET
    @Path("nodes")
    public List<NodeView> list(@QueryParam("clusterId") List<String> clusterIds) {
        return nodes.ofClusters(clusterIds).stream().map(NodeViews::of).toList();
    }

    @DELETE
    @Path("nodes/{nodeId}")
    public void revoke(
            @PathParam("nodeId") String nodeId,
            @QueryParam("clusterId") @Nullable String clusterId,
            @QueryParam("actor") @Nullable String actor) {
        if (clusterId == null) {
            throw Problem.invalid("clusterId", "clusterId is missing (expected: the cluster's id)");
        }
        revokeNode.run(nodeId, clusterId, actor);
    }

    @POST
    @Path("node-keys")
    public NodeIdentity identify(@Nullable NodeKey key) {
        if (key == null) {
            throw Problem.invalid("/value", "The body is missing.");
        }
        return keys.verify(key.value())
                .map(node -> new NodeIdentity(node.id, node.clusterId, node.organization))
                .orElseThrow(
                        () -> Problem.of(ProblemCode.UNAUTHENTICATED, "No node has this key."));
    }
}
