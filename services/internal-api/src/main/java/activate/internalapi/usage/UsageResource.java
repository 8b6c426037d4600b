package activate.internalapi.usage;

import activate.internalapi.caller.Administrators;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Node-hours of a cluster, for services and for administrators. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UsageResource {

    private final SumUsage sums;
    private final Administrators administrators;

    UsageResource(SumUsage sums, Administrators administrators) {
        this.sums = sums;
        this.administrators = administrators;
    }

    @GET
    @Path("internal/v1/usage/nodes")
    @ServiceOnly
    public List<NodeUsage> forService(@RestQuery @Nullable String clusterId) {
        return nodes(clusterId);
    }

    @GET
    @Path("admin/usage/nodes")
    public List<NodeUsage> forAdministrator(
            @RestHeader(HttpHeaders.AUTHORIZATION) @Nullable List<String> authorization,
            @RestQuery @Nullable String clusterId) {
        administrators.require(Credential.of(authorization));
        return nodes(clusterId);
    }

    private List<NodeUsage> nodes(@Nullable String clusterId) {
        if (clusterId == null || clusterId.isBlank()) {
            throw Problem.invalid(
                    "clusterId", "clusterId is missing (expected: the id of a cluster).");
        }
        return sums.ofCluster(clusterId);
    }
}
