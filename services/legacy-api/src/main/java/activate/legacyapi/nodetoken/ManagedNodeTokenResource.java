package activate.legacyapi.nodetoken;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.FindCluster;
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

/** Node tokens of managed clusters. */
@Path("/api/organizations/{organization}/managed-clusters/{name}")
@RunOnVirtualThread
public class ManagedNodeTokenResource {
    private final FindCluster find;
    private final NodeTokens tokens;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ManagedNodeTokenResource(FindCluster find, NodeTokens tokens, CurrentCaller caller) {
        this.find = find;
        this.tokens = tokens;
        this.caller = caller;
    }

    /** Makes a token; its secret is in this answer and nowhere else. */
    @POST
    @Path("/node-token")
    public Response create(NodeTokenBody.@Nullable Wanted body) {
        CacheControl noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.ok(tokens.create(caller.get(), found(), body))
                .cacheControl(noStore)
                .build();
    }

    /** The tokens that can still be used. */
    @GET
    @Path("/node-tokens")
    public List<NodeTokenBody.Listed> list() {
        return tokens.list(found());
    }

    /** Makes a token void. */
    @DELETE
    @Path("/node-tokens/{id}")
    public void revoke(@PathParam("id") String id) {
        tokens.revoke(caller.get(), found(), id);
    }

    private Cluster found() {
        Caller known = caller.get();
        return find.managedToChange(known, organization, name);
    }
}
