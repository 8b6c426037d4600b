package activate.legacyapi.user.login;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a user is signed in. */
@Path("/api/organizations/{organization}/users/{user}/login-sessions")
@RunOnVirtualThread
public class LoginSessionResource {
    private static final ProblemCode NO_SESSION =
            new ProblemCode("login_session_not_found", 404, "There is no such session.");

    private final BrowserSessions sessions;
    private final Scope scope;

    @Inject
    LoginSessionResource(BrowserSessions sessions, Scope scope) {
        this.sessions = sessions;
        this.scope = scope;
    }

    /** A sign-in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            boolean current,
            Instant createdAt,
            Instant expiresAt,
            Instant lastUsedAt,
            String ipAddress,
            @Nullable String userAgent) {}

    /** The sign-ins that have not ended. */
    @GET
    @Allows({SELF, ADMINISTRATOR})
    public List<Shown> list() {
        String current = scope.caller().credentialId();
        return sessions.of(scope.user()).stream()
                .map(
                        seen ->
                                new Shown(
                                        seen.id(),
                                        seen.id().equals(current),
                                        seen.createdAt(),
                                        seen.expiresAt(),
                                        seen.lastUsedAt(),
                                        seen.ipAddress(),
                                        seen.userAgent()))
                .toList();
    }

    /** Ends one sign-in. */
    @DELETE
    @Path("/{id}")
    @Allows(
            value = {SELF, ADMINISTRATOR},
            browserOnly = true)
    public void end(@PathParam("id") String id) {
        if (!sessions.end(scope.subject(), id, scope.actor())) {
            throw Problem.of(NO_SESSION, "There is no sign-in of this id.");
        }
    }

    /** Ends every sign-in but the caller's own. */
    @DELETE
    @Allows(
            value = {SELF, ADMINISTRATOR},
            browserOnly = true)
    public void endOthers() {
        sessions.endOthers(scope.subject(), scope.caller().credentialId(), scope.actor());
    }
}
