package activate.legacyapi.user.login;

import static activate.legacyapi.resource.Who.PUBLIC;
import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.identity.caller.IdentifyCaller;
import activate.legacyapi.identity.caller.RequestSource;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Signing in and out with a password. */
@Path("/api/sso")
@RunOnVirtualThread
public class PasswordResource {
    private final LogIn logIn;
    private final ChangePassword changePassword;
    private final BrowserSessions sessions;
    private final Scope scope;
    private final RequestSource source;
    private final Platform platform;

    @Inject
    PasswordResource(
            LogIn logIn,
            ChangePassword changePassword,
            BrowserSessions sessions,
            Scope scope,
            RequestSource source,
            Platform platform) {
        this.logIn = logIn;
        this.changePassword = changePassword;
        this.sessions = sessions;
        this.scope = scope;
        this.source = source;
        this.platform = platform;
    }

    /** What signs in. */
    public record Credentials(
            @NotNull(message = "a user name") String username,
            @NotNull(message = "a password") String password) {
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /** The password as it is and as it shall be. */
    public record NewPassword(
            @NotNull(message = "the present password") String oldPassword,
            @NotNull(message = "the password that shall be") String newPassword) {
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** Where the browser goes after signing out. */
    @RegisterForReflection
    public record SignedOut(String redirectUrl) {}

    /** Signs in; the session is in the cookie of the answer. */
    @POST
    @Path("/password/login")
    @Allows(PUBLIC)
    public RestResponse<Void> logIn(
            @NotNull(message = "Give username and password.") @Valid Credentials credentials,
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam(HttpHeaders.USER_AGENT) @Nullable String userAgent) {
        if (origin != null && !origin.equals(platform.origin())) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN,
                    "Sign in at the platform's own address: " + platform.origin(),
                    Map.of("publicUrl", platform.origin()));
        }
        String secret =
                logIn.logIn(
                        credentials.username(),
                        credentials.password(),
                        source.anonymous(credentials.username()),
                        userAgent);
        return RestResponse.ResponseBuilder.<Void>noContent().cookie(cookie(secret, -1)).build();
    }

    /** Ends the session of the caller. */
    @POST
    @Path("/logout")
    @Allows(SELF)
    public RestResponse<SignedOut> logOut() {
        sessions.end(scope.account(), scope.caller().credentialId(), scope.actor());
        return RestResponse.ResponseBuilder.ok(new SignedOut("/")).cookie(cookie("", 0)).build();
    }

    /** Sets another password for the caller. */
    @PATCH
    @Path("/password")
    @Allows(SELF)
    public void changePassword(
            @NotNull(message = "Give oldPassword and newPassword.") @Valid NewPassword password) {
        changePassword.change(scope.caller(), password.oldPassword(), password.newPassword());
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(IdentifyCaller.COOKIE)
                .value(value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
