package activate.legacyapi.compute.nodetoken;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Node tokens of a cluster, whichever way its path names it. Constraints on parameters are not
 * enforced for operations that are inherited, so what is wrong with a body is found below.
 */
@RunOnVirtualThread
abstract class NodeTokenResource {
    @Inject NodeTokens tokens;
    @Inject Scope scope;

    /** Those of existing clusters, beside the contract. */
    @Path("/api/organizations/{organization}/users/{user}/clusters/{name}")
    @RunOnVirtualThread
    public static class OfExisting extends NodeTokenResource {}

    /** Those of managed clusters. */
    @Path("/api/organizations/{organization}/managed-clusters/{name}")
    @RunOnVirtualThread
    public static class OfManaged extends NodeTokenResource {}

    /** Makes a token; its secret is in this answer and nowhere else. */
    @POST
    @Path("/node-token")
    @Allows(grant = Cluster.ADMIN)
    public Response create(NodeTokenBody.@Nullable Wanted body) {
        CacheControl noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.ok(tokens.create(scope.caller(), cluster(), body))
                .cacheControl(noStore)
                .build();
    }

    /** The tokens that can still be used. */
    @GET
    @Path("/node-tokens")
    @Allows(grant = Cluster.ADMIN)
    public List<NodeTokenBody.Listed> list() {
        return tokens.list(cluster());
    }

    /** Makes a token void. */
    @DELETE
    @Path("/node-tokens/{id}")
    @Allows(grant = Cluster.ADMIN)
    public void revoke(@PathParam("id") String id) {
        tokens.revoke(scope.caller(), cluster(), id);
    }

    private Cluster cluster() {
        return scope.document(Cluster.class);
    }
}
