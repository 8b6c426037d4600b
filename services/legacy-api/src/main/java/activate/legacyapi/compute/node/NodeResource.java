package activate.legacyapi.compute.node;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
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

/** Nodes of a cluster, whichever way its path names it. */
@RunOnVirtualThread
abstract class NodeResource {
    @Inject Nodes nodes;
    @Inject Scope scope;

    /** Those of existing clusters. */
    @Path("/api/organizations/{organization}/users/{user}/clusters/{name}/nodes")
    @RunOnVirtualThread
    public static class OfExisting extends NodeResource {
        /** The nodes, of one type if it is given. */
        @GET
        @Allows(grant = Cluster.LOGIN)
        public List<NodeBody.Row> list(@QueryParam("type") @Nullable String type) {
            if (type != null && !type.equals("compute") && !type.equals("controller")) {
                throw Problem.invalid("type", "type: (expected: compute or controller)");
            }
            return nodes.list(cluster()).stream()
                    .map(NodeBody.Row::of)
                    .filter(row -> type == null || type.equals(row.type()))
                    .toList();
        }
    }

    /** Those of managed clusters; the list of them is part of the cluster itself. */
    @Path("/api/organizations/{organization}/managed-clusters/{name}/nodes")
    @RunOnVirtualThread
    public static class OfManaged extends NodeResource {}

    /** How long each node was online. */
    @GET
    @Path("/usage")
    @Allows(grant = Cluster.LOGIN)
    public List<NodeBody.Usage> usage() {
        return nodes.usage(cluster());
    }

    /** Revokes a node. */
    @DELETE
    @Path("/{hostname}")
    @Allows(grant = Cluster.ADMIN)
    public void delete(@PathParam("hostname") String hostname) {
        nodes.delete(scope.caller(), cluster(), hostname);
    }

    final Cluster cluster() {
        return scope.document(Cluster.class);
    }
}
