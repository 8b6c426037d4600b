package activate.legacyapi.identity.caller;

import activate.legacyapi.platform.Platform;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from using the cookie of a signed-in browser: whatever changes something must
 * come from a page of the platform itself, as the browser states it. Every browser states where an
 * unsafe request comes from; who states nothing is a program, which sends the cookie by its own
 * will. Behind this stand the cookie's {@code SameSite} and bodies that are JSON or nothing.
 */
@ApplicationScoped
class SameOrigin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Platform platform;

    @Inject
    SameOrigin(Platform platform) {
        this.platform = platform;
    }

    /** Refuses an unsafe request that is stated to come from elsewhere. */
    void require(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        @Nullable String origin = request.getHeaderString("Origin");
        @Nullable String site = request.getHeaderString("Sec-Fetch-Site");
        boolean sameOrigin = origin == null || origin.equals(platform.origin());
        boolean sameSite = site == null || site.equals("same-origin");
        if (!sameOrigin || !sameSite) {
            throw Problem.of(
                    CallerProblems.CROSS_SITE,
                    "With the cookie of a browser session, this comes only from pages of "
                            + platform.origin());
        }
    }
}
