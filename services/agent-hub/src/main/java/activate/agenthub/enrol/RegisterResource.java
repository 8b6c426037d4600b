package activate.agenthub.enrol;

import activate.agenthub.HubLimits;
import activate.agenthub.said.JsonInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/agent/register}: a machine becomes a node. */
@Path("/api/agent/register")
@RunOnVirtualThread
public class RegisterResource {
    private final RegisterNode registerNode;
    private final HubLimits limits;

    RegisterResource(RegisterNode registerNode, HubLimits limits) {
        this.registerNode = registerNode;
        this.limits = limits;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response register(@Nullable InputStream body) {
        long most = limits.registrationBytes().asLongValue();
        RegisterBody asked = RegisterBody.read(JsonInput.read(body, most));
        return Response.ok(registerNode.run(asked))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
