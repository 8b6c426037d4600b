package activate.legacyapi.compute.cluster;

import activate.messages.hub.ClusterAccess;
import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clusters, page by page, for agent-hub's own copy. */
@Path("/internal/v1/clusters")
@ServiceOnly
@RunOnVirtualThread
public class ClusterAccessResource {
    private static final int LONGEST_PAGE = 1_000;

    private final ClusterStore clusters;

    @Inject
    ClusterAccessResource(ClusterStore clusters) {
        this.clusters = clusters;
    }

    /** The clusters whose ids come after {@code after}; an empty list is the end. */
    @GET
    public List<ClusterAccess> list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("500") int limit) {
        String last = after == null || after.isEmpty() ? null : after;
        return clusters.after(last, Math.clamp(limit, 1, LONGEST_PAGE)).stream()
                .map(Cluster::access)
                .toList();
    }
}
