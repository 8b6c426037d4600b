package activate.agenthub.enrol;

import activate.agenthub.caller.Credentials;
import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the token that a newcomer shows. */
@ApplicationScoped
class KnownTokens {
    private final TokenStore tokens;
    private final Credentials credentials;

    KnownTokens(TokenStore tokens, Credentials credentials) {
        this.tokens = tokens;
        this.credentials = credentials;
    }

    /**
     * The token of this text, whether it can still be used or not.
     *
     * @throws Problem 401 where there is none, or where who made it was locked out since
     */
    IssuedToken of(String text) {
        TokenText given = TokenText.parse(text).orElseThrow(EnrolProblems::tokenInvalid);
        return tokens.find(given.id())
                .filter(
                        token ->
                                Secrets.same(token.secret().hash(), Secrets.digest(given.secret())))
                .filter(
                        token ->
                                !credentials.wasLockedOut(
                                        token.issue().createdBy(), token.issue().createdAt()))
                .orElseThrow(EnrolProblems::tokenInvalid);
    }
}
