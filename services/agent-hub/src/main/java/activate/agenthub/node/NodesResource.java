package activate.agenthub.node;

import activate.agenthub.HubLimits;
import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceOnly;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
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
    private final HubLimits limits;
    private final ObjectMapper json;

    NodesResource(
            NodeStore nodes,
            NodeKeys keys,
            RevokeNode revokeNode,
            HubLimits limits,
            ObjectMapper json) {
        this.nodes = nodes;
        this.keys = keys;
        this.revokeNode = revokeNode;
        this.limits = limits;
        this.json = json;
    }

    /** Written node by node, so that no more than the answer is held, and that is bounded. */
    @GET
    @Path("nodes")
    public byte[] list(@QueryParam("clusterId") List<String> clusterIds) {
        long most = limits.nodesAnswer().asLongValue();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write('[');
        nodes.withHeartbeats(
                clusterIds,
                node -> {
                    byte[] whole = view(node);
                    if (answer.size() + whole.length > most) {
                        whole = view(node.withoutHeartbeat());
                    }
                    if (answer.size() > 1) {
                        answer.write(',');
                    }
                    answer.writeBytes(whole);
                });
        answer.write(']');
        return answer.toByteArray();
    }

    private byte[] view(Node node) {
        try {
            return json.writeValueAsBytes(NodeViews.of(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A node cannot be written as JSON", e);
        }
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
        if (key == null || key.value() == null) {
            throw Problem.invalid("/value", "The body or its value is missing.");
        }
        return keys.verify(key.value())
                .map(
                        node ->
                                new NodeIdentity(
                                        node.id(),
                                        node.membership().clusterId(),
                                        node.membership().organization()))
                .orElseThrow(
                        () -> Problem.of(ProblemCode.UNAUTHENTICATED, "No node has this key."));
    }
}
