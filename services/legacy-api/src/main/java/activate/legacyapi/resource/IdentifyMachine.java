package activate.legacyapi.resource;

import activate.legacyapi.hub.AgentHub;
import activate.messages.hub.NodeKey;
import activate.servicekit.credential.Credential;
import activate.servicekit.servicetoken.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Finds which node or service calls. */
@ApplicationScoped
class IdentifyMachine {
    private final ServiceTokens tokens;
    private final AgentHub hub;

    @Inject
    IdentifyMachine(ServiceTokens tokens, AgentHub hub) {
        this.tokens = tokens;
        this.hub = hub;
    }

    /** The machine, or nothing where it shows no good credential of one. */
    Optional<Machine> machine(ContainerRequestContext request) {
        Credential credential = Credential.of(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
        if (tokens.verify(credential).isPresent()) {
            return Optional.of(new Machine.Service());
        }
        return credential instanceof Credential.NodeKey(var key)
                ? hub.identify(new NodeKey(key)).map(Machine.Node::new)
                : Optional.empty();
    }
}
