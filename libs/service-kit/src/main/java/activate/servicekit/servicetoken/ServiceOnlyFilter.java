package activate.servicekit.servicetoken;

import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Refuses callers of {@link ServiceOnly} routes that bring no good service token. */
@Provider
@ServiceOnly
@Priority(Priorities.AUTHENTICATION)
public final class ServiceOnlyFilter implements ContainerRequestFilter {
    private final ServiceTokens tokens;

    ServiceOnlyFilter(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Credential given = Credential.of(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
        if (tokens.verify(given).isEmpty()) {
            throw Problem.of(
                    ProblemCode.SERVICE_UNAUTHENTICATED,
                    "Only services of the platform may call this.");
        }
    }
}
