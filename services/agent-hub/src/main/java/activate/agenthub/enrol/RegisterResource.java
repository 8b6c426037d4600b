package activate.agenthub.enrol;

import activate.agenthub.HubLimits;
import activate.agenthub.body.JsonInput;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.messages.agent.Registered;
import activate.settings.PlatformConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/agent/register}: a machine becomes a node. */
@Path("/api/agent/register")
@RunOnVirtualThread
public class RegisterResource {
    private final KnownTokens tokens;
    private final RegisterNode registerNode;
    private final Strangers strangers;
    private final HubLimits limits;
    private final PlatformConfig platform;

    RegisterResource(
            KnownTokens tokens,
            RegisterNode registerNode,
            Strangers strangers,
            HubLimits limits,
            PlatformConfig platform) {
        this.tokens = tokens;
        this.registerNode = registerNode;
        this.strangers = strangers;
        this.limits = limits;
        this.platform = platform;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Registered> register(
            @Nullable InputStream body, @Context HttpServerRequest request) {
        long most = limits.registrationBytes().asLongValue();
        Source source = strangers.source(request);
        RegisterBody asked =
                strangers.registrationBody(
                        source, () -> RegisterBody.read(JsonInput.read(body, most)));
        String text = String.valueOf(asked.token());
        IssuedToken token = strangers.checkPassing(source, () -> tokens.of(text));
        return RestResponse.ResponseBuilder.ok(
                        registerNode.run(token, asked.newcomer()).at(platform.origin()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
