package activate.agenthub.enrol;

import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/agent/register}: a machine becomes a node. */
@Path("/api/agent/register")
@RunOnVirtualThread
public class RegisterResource {
    private final RegisterNode registerNode;

    RegisterResource(RegisterNode registerNode) {
        this.registerNode = registerNode;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response register(@Nullable RegisterBody body) {
        if (body == null) {
            throw Problem.invalid("/token", "The body is missing.");
        }
        return Response.ok(registerNode.run(body))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
