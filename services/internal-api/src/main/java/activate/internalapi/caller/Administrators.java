package activate.internalapi.caller;

import activate.internalapi.revocation.Revocations;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Lets administrators of the platform pass and refuses everyone else. */
@ApplicationScoped
public class Administrators {

    private static final String BEARER = "Bearer ";

    private final PlatformKeys keys;
    private final Revocations revocations;

    Administrators(PlatformKeys keys, Revocations revocations) {
        this.keys = keys;
        this.revocations = revocations;
    }

    /** The administrator whose token the header brings. Blocks. */
    public Caller require(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw unauthenticated();
        }
        String token = authorization.substring(BEARER.length());
        UserTokens.Verdict verdict = keys.current().verify(token);
        if (verdict instanceof UserTokens.Verdict.UnknownKey) {
            verdict = keys.refreshed().verify(token);
        }
        return switch (verdict) {
            case UserTokens.Verdict.Good(Caller caller) -> {
                // A token whose revocation cannot be looked up is not believed.
                if (revocations.isVoid(caller)) {
                    throw Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            "The credential was revoked. Sign in again.");
                }
                yield administrator(caller);
            }
            case UserTokens.Verdict.UnknownKey(), UserTokens.Verdict.Bad(_) ->
                    throw unauthenticated();
        };
    }

    private static Caller administrator(Caller caller) {
        if (!caller.admin()) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN, "Only administrators of the platform may call this.");
        }
        return caller;
    }

    private static Problem unauthenticated() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "Send the user token of an administrator.");
    }
}
