package activate.legacyapi.resource;

import activate.legacyapi.hub.AgentHub;
import activate.messages.hub.NodeKey;
import activate.servicekit.caller.BasicName;
import activate.servicekit.servicetoken.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Finds which node or service calls. */
@ApplicationScoped
class IdentifyMachine {
    private static final String BEARER = "Bearer ";
    private static final String NODE_KEY = "pwan_";

    private final ServiceTokens tokens;
    private final AgentHub hub;

    @Inject
    IdentifyMachine(ServiceTokens tokens, AgentHub hub) {
        this.tokens = tokens;
        this.hub = hub;
    }

    /** The machine, or nothing where it shows no good credential of one. */
    Optional<Machine> machine(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return Optional.empty();
        }
        if (authorization.startsWith(BEARER)
                && tokens.verify(authorization.substring(BEARER.length())).isPresent()) {
            return Optional.of(new Machine.Service());
        }
        return BasicName.of(authorization)
                .filter(key -> key.startsWith(NODE_KEY))
                .flatMap(key -> hub.identify(new NodeKey(key)))
                .map(Machine.Node::new);
    }
}
