package activate.legacyapi.node;

import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.FindCluster;
import activate.messages.hub.NodeView;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes of existing clusters. */
@Path("/api/organizations/{organization}/users/{user}/clusters/{name}/nodes")
@RunOnVirtualThread
public class NodeResource {
    private final FindCluster find;
    private final Nodes nodes;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @PathParam("user")
    String user;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    NodeResource(FindCluster find, Nodes nodes, CurrentCaller caller) {
        this.find = find;
        this.nodes = nodes;
        this.caller = caller;
    }

    /** The nodes, of one type if it is given. */
    @GET
    public List<NodeBody.Row> list(@QueryParam("type") @Nullable String type) {
        if (type != null && !type.equals("compute") && !type.equals("controller")) {
            throw Problem.invalid("type", "type: (expected: compute or controller)");
        }
        List<NodeView> known = nodes.list(found());
        return known.stream()
                .map(NodeBody.Row::of)
                .filter(row -> type == null || type.equals(row.type()))
                .toList();
    }

    /** How long each node was online. */
    @GET
    @Path("/usage")
    public List<NodeBody.Usage> usage() {
        return nodes.usage(found());
    }

    /** Revokes a node. */
    @DELETE
    @Path("/{hostname}")
    public void delete(@PathParam("hostname") String hostname) {
        nodes.delete(caller.get(), found(), hostname);
    }

    private Cluster found() {
        return find.existing(caller.get(), organization, user, name);
    }
}
