package activate.legacyapi.node;

import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.FindCluster;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Nodes of managed clusters; the list of them is part of the cluster itself. */
@Path("/api/organizations/{organization}/managed-clusters/{name}/nodes")
@RunOnVirtualThread
public class ManagedNodeResource {
    private final FindCluster find;
    private final Nodes nodes;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ManagedNodeResource(FindCluster find, Nodes nodes, CurrentCaller caller) {
        this.find = find;
        this.nodes = nodes;
        this.caller = caller;
    }

    /** How long each node was online. */
    @GET
    @Path("/usage")
    public List<NodeBody.Usage> usage() {
        return nodes.usage(find.managed(caller.get(), organization, name));
    }

    /** Revokes a node. */
    @DELETE
    @Path("/{hostname}")
    public void delete(@PathParam("hostname") String hostname) {
        Cluster cluster = find.managedToChange(caller.get(), organization, name);
        nodes.delete(caller.get(), cluster, hostname);
    }
}
