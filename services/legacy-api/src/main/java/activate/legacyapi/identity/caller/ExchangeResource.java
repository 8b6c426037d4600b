package activate.legacyapi.identity.caller;

import activate.legacyapi.identity.token.IssueUserToken;
import activate.messages.hub.ExchangedToken;
import activate.messages.hub.TokenExchange;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Exchanges an opaque credential for a short user token, for services only. */
@Path("/internal/v1/token")
@ServiceOnly
@RunOnVirtualThread
public class ExchangeResource {
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Authenticate authenticate;
    private final IssueUserToken issueUserToken;

    @Inject
    ExchangeResource(Authenticate authenticate, IssueUserToken issueUserToken) {
        this.authenticate = authenticate;
        this.issueUserToken = issueUserToken;
    }

    /** The token, or 401 when the credential is not good. */
    @POST
    public ExchangedToken exchange(@Nullable TokenExchange asked) {
        if (asked == null || asked.kind() == null || asked.value() == null) {
            throw Problem.invalid("", "Give kind and value.");
        }
        CredentialKind kind =
                switch (asked.kind()) {
                    case "api_key" -> CredentialKind.API_KEY;
                    case "cookie" -> CredentialKind.COOKIE;
                    default ->
                            throw Problem.invalid("/kind", "kind: (expected: api_key or cookie)");
                };
        Authenticate.Authenticated known =
                authenticate
                        .bySecret(kind, asked.value())
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                ProblemCode.UNAUTHENTICATED,
                                                "The credential is not good."));
        IssueUserToken.Issued issued =
                issueUserToken.issue(known.account(), known.credential(), LIFE);
        return new ExchangedToken(issued.token(), issued.expiresAt());
    }
}
