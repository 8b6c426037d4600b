package activate.legacyapi.identity.caller;

import activate.servicekit.credential.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Finds who calls, by the credential that a request carries. */
@ApplicationScoped
public class IdentifyCaller {
    /** Name of the cookie of a browser session. */
    public static final String COOKIE = "pw.sso";

    private final Authenticate authenticate;
    private final SameOrigin sameOrigin;
    private final RequestSource source;

    /** Which credential a request carries. */
    private record Brought(CredentialKind kind, String secret) {
        @Override
        public String toString() {
            return "Brought[kind=" + kind + "]";
        }
    }

    @Inject
    IdentifyCaller(Authenticate authenticate, SameOrigin sameOrigin, RequestSource source) {
        this.authenticate = authenticate;
        this.sameOrigin = sameOrigin;
        this.source = source;
    }

    /** The caller; throws 401 where there is no credential or none that is good. */
    public Caller caller(ContainerRequestContext request) {
        Brought brought = brought(request).orElseThrow(CallerProblems::unauthenticated);
        Authenticate.Authenticated known =
                authenticated(brought).orElseThrow(CallerProblems::unauthenticated);
        if (brought.kind() == CredentialKind.COOKIE) {
            sameOrigin.require(request);
        }
        return new Caller(
                known.account(),
                known.credential(),
                brought.kind(),
                source.actor(brought.kind(), known.account().id(), known.account().username()));
    }

    private Optional<Authenticate.Authenticated> authenticated(Brought brought) {
        return brought.kind() == CredentialKind.TOKEN
                ? authenticate.byToken(brought.secret())
                : authenticate.bySecret(brought.kind(), brought.secret());
    }

    /** An Authorization header wins over a cookie: who sends it means it. */
    private static Optional<Brought> brought(ContainerRequestContext request) {
        return switch (Credential.of(request.getHeaders().get(HttpHeaders.AUTHORIZATION))) {
            case Credential.Token(var token) ->
                    Optional.of(new Brought(CredentialKind.TOKEN, token));
            case Credential.ApiKey(var key) ->
                    Optional.of(new Brought(CredentialKind.API_KEY, key));
            case Credential.Absent _ ->
                    Optional.ofNullable(request.getCookies().get(COOKIE))
                            .map(cookie -> new Brought(CredentialKind.COOKIE, cookie.getValue()));
            case Credential.NodeKey _,
                    Credential.Several _,
                    Credential.Unsupported _,
                    Credential.Malformed _ ->
                    Optional.empty();
        };
    }
}
