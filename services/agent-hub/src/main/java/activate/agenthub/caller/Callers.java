package activate.agenthub.caller;

import activate.messages.hub.ExchangedToken;
import activate.messages.hub.TokenExchange;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.Revocation;
import activate.servicekit.caller.UserTokenCheck;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.secret.Secrets;
import activate.settings.PlatformConfig;
import activate.settings.ServiceUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the credential of a request into its caller. User tokens are verified here; API keys and
 * cookies are exchanged at legacy-api and remembered for ten seconds at most. Blocks.
 */
@ApplicationScoped
public class Callers {
    private static final int LONGEST_VALUE = 4096;
    private static final Duration NEAR = Duration.ofSeconds(50);

    private final UserTokenCheck userTokens;
    private final Credentials credentials;
    private final ExchangeCredential exchange;
    private final InstantSource clock;
    private final RememberedCallers remembered;

    /**
     * A caller, and until when what he presented is good, where that is known.
     *
     * @param ends the end of a user token; of an API key or cookie only when that is near
     */
    public record Identified(Caller caller, @Nullable Instant ends) {}

    Callers(
            Credentials credentials,
            PlatformConfig platform,
            ServiceUrls urls,
            ExchangeCredential exchange,
            RememberedCallers remembered,
            InstantSource clock) {
        this.userTokens = new UserTokenCheck(urls.legacyApi(), platform.origin(), credentials);
        this.credentials = credentials;
        this.clock = clock;
        this.exchange = exchange;
        this.remembered = remembered;
    }

    /**
     * The caller.
     *
     * @throws Problem when the credential is not good, or legacy-api is away and an exchange is
     *     needed
     */
    public Identified identify(Presented presented) {
        return switch (presented.credential()) {
            case Credential.Token(var token) -> byToken(token);
            case Credential.ApiKey(var key) -> exchanged("api_key", key);
            case Credential.NodeKey _, Credential.Malformed _ ->
                    throw unauthenticated("The Authorization header is not valid.");
            case Credential.Absent _, Credential.Unsupported _, Credential.Several _ ->
                    byCookie(presented.cookie());
        };
    }

    private Identified byCookie(@Nullable String cookie) {
        if (cookie == null) {
            throw unauthenticated("Sign in first, for example with: pw auth login");
        }
        return exchanged("cookie", cookie);
    }

    /**
     * Refuses a caller whose token was revoked meanwhile.
     *
     * @throws Problem when it was
     */
    public void requireValid(Caller caller) {
        if (credentials.isVoid(caller)) {
            throw revoked();
        }
    }

    /** Forgets what a revocation has made void. */
    public void forget(Revocation revocation) {
        remembered.forget(revocation);
    }

    private Identified byToken(String token) {
        Caller caller = verified(token);
        requireValid(caller);
        return new Identified(caller, caller.expiresAt());
    }

    private Caller verified(String token) {
        return switch (userTokens.verify(token)) {
            case UserTokens.Verdict.Good(Caller caller) -> caller;
            case UserTokens.Verdict.UnknownKey() ->
                    throw unauthenticated("The token was not made by this platform.");
            case UserTokens.Verdict.Bad(String reason) ->
                    throw unauthenticated("The token is " + reason + ". Sign in again.");
        };
    }

    private Identified exchanged(String kind, String value) {
        if (value.isEmpty() || value.length() > LONGEST_VALUE) {
            throw unauthenticated("The credential is not good. Sign in again.");
        }
        String hash = Secrets.digest(kind + ":" + value);
        Optional<Identified> known = remembered.find(hash);
        if (known.isPresent()) {
            return known.get();
        }
        Instant asked = clock.instant();
        long askedAt = remembered.now();
        ExchangedToken token = exchange.run(new TokenExchange(kind, value));
        Caller caller = verified(token.token());
        Instant end = caller.expiresAt();
        // It is made for a minute, unless what it stands for ends before that.
        boolean isNear = end.isBefore(asked.plus(NEAR));
        Identified found = new Identified(caller, isNear ? end : null);
        remembered.add(hash, found, askedAt, isNear ? Duration.between(asked, end) : null);
        // Only now: a revocation that is stored later finds the caller here and forgets it.
        if (credentials.isVoid(caller)) {
            remembered.remove(hash);
            throw revoked();
        }
        return found;
    }

    private static Problem revoked() {
        return unauthenticated("The credential was revoked. Sign in again.");
    }

    private static Problem unauthenticated(String detail) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
    }
}
