package activate.internalapi.caller;

import activate.internalapi.revocation.Revocations;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.KeptKeys;
import activate.servicekit.caller.UserTokenCheck;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.settings.PlatformConfig;
import activate.settings.ServiceUrls;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets administrators of the platform pass and refuses everyone else. */
@ApplicationScoped
public class Administrators {

    private final UserTokenCheck tokens;
    private final Revocations revocations;

    Administrators(PlatformConfig platform, ServiceUrls urls, Revocations revocations) {
        this.tokens = new UserTokenCheck(urls.legacyApi(), platform.origin(), KeptKeys.NONE);
        this.revocations = revocations;
    }

    /** The administrator whose token a request brings. Blocks. */
    public Caller require(Credential credential) {
        if (!(credential instanceof Credential.Token(var token))) {
            throw unauthenticated();
        }
        return switch (tokens.verify(token)) {
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
