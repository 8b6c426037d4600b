package activate.legacyapi.auth;

import activate.servicekit.caller.BasicName;
import activate.servicekit.servicetoken.ServiceOnly;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the caller of every route, and refuses who has none where the route is not public. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public final class CallerFilter implements ContainerRequestFilter {
    /** Name of the cookie of a browser session. */
    public static final String COOKIE = "pw.sso";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Authenticate authenticate;
    private final SameOrigin sameOrigin;
    private final CurrentCaller current;
    private final RequestSource source;

    @Context ResourceInfo resource;

    /** Which credential a request carries. */
    private record Brought(CredentialKind kind, String secret) {
        @Override
        public String toString() {
            return "Brought[kind=" + kind + "]";
        }
    }

    @Inject
    @SuppressWarnings("NullAway.Init")
    CallerFilter(
            Authenticate authenticate,
            SameOrigin sameOrigin,
            CurrentCaller current,
            RequestSource source) {
        this.authenticate = authenticate;
        this.sameOrigin = sameOrigin;
        this.current = current;
        this.source = source;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isMarked(PublicRoute.class) || isMarked(ServiceOnly.class)) {
            return;
        }
        Brought brought = brought(request).orElseThrow(AuthProblems::unauthenticated);
        Authenticate.Authenticated known =
                authenticated(brought).orElseThrow(AuthProblems::unauthenticated);
        if (brought.kind() == CredentialKind.COOKIE) {
            sameOrigin.require(request);
        }
        current.set(
                new Caller(
                        known.account(),
                        known.credential(),
                        brought.kind(),
                        source.actor(
                                brought.kind(), known.account().id(), known.account().username())));
    }

    private Optional<Authenticate.Authenticated> authenticated(Brought brought) {
        return brought.kind() == CredentialKind.TOKEN
                ? authenticate.byToken(brought.secret())
                : authenticate.bySecret(brought.kind(), brought.secret());
    }

    /** An Authorization header wins over a cookie: who sends it means it. */
    private static Optional<Brought> brought(ContainerRequestContext request) {
        @Nullable String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER)) {
            return Optional.of(
                    new Brought(CredentialKind.TOKEN, header.substring(BEARER.length())));
        }
        if (header != null && header.startsWith(BASIC)) {
            return BasicName.of(header).map(user -> new Brought(CredentialKind.API_KEY, user));
        }
        @Nullable Cookie cookie = request.getCookies().get(COOKIE);
        return cookie == null || header != null
                ? Optional.empty()
                : Optional.of(new Brought(CredentialKind.COOKIE, cookie.getValue()));
    }

    private boolean isMarked(Class<? extends Annotation> mark) {
        return resource.getResourceMethod().isAnnotationPresent(mark)
                || resource.getResourceClass().isAnnotationPresent(mark);
    }
}
