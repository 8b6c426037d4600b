package activate.legacyapi.login;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountProblems;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
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
    private final AccountStore accounts;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @PathParam("user")
    String user;

    @Inject
    @SuppressWarnings("NullAway.Init")
    LoginSessionResource(BrowserSessions sessions, AccountStore accounts, CurrentCaller caller) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.caller = caller;
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
    public List<Shown> list() {
        String current = caller.get().credentialId();
        return sessions.of(owner()).stream()
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
    public void end(@PathParam("id") String id) {
        caller.get().requireBrowser();
        if (!sessions.end(owner(), id, caller.get().actor())) {
            throw Problem.of(NO_SESSION, "There is no sign-in of this id.");
        }
    }

    /** Ends every sign-in but the caller's own. */
    @DELETE
    public void endOthers() {
        caller.get().requireBrowser();
        sessions.endOthers(owner(), caller.get().credentialId(), caller.get().actor());
    }

    private Account owner() {
        Caller known = caller.get();
        if (!known.is(organization, user)) {
            known.requireAdministrator(organization);
        }
        return accounts.byUsername(user)
                .filter(account -> account.organization().equals(organization))
                .orElseThrow(() -> AccountProblems.notFound(user));
    }
}
