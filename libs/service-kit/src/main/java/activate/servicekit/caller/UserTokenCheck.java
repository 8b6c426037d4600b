package activate.servicekit.caller;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * Verifies user tokens with the keys that legacy-api publishes. They are read anew every five
 * minutes, and for a key that is not known, but never more often than every five seconds; those
 * that were read once stay good while legacy-api is away. Blocks; any thread.
 */
public final class UserTokenCheck {
    private static final String PATH = "/api/platform/keys";
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final HttpsJwks keys;
    private final UserTokens tokens;

    /**
     * @param legacyApi address of legacy-api
     * @param issuer public URL of the platform, without a slash at its end
     * @param kept where the keys outlive this process
     */
    public UserTokenCheck(URI legacyApi, String issuer, KeptKeys kept) {
        this(legacyApi, issuer, new FetchedKeys(kept, InstantSource.system(), PAUSE), FRESH);
    }

    UserTokenCheck(URI legacyApi, String issuer, FetchedKeys fetched, Duration fresh) {
        keys = new HttpsJwks(legacyApi.resolve(PATH).toString());
        keys.setSimpleHttpGet(fetched);
        keys.setDefaultCacheDuration(fresh.toSeconds());
        keys.setRetainCacheOnErrorDuration(PAUSE.toSeconds());
        keys.setRefreshReprieveThreshold(fetched.pause().toMillis());
        tokens = new UserTokens(new HttpsJwksVerificationKeyResolver(keys), issuer);
    }

    /**
     * Checks signature, issuer and time of {@code token}.
     *
     * @throws Problem 503 while no keys are known, since legacy-api has not answered yet
     */
    public UserTokens.Verdict verify(String token) {
        try {
            keys.getJsonWebKeys();
        } catch (IOException | JoseException e) {
            throw Problem.causedBy(
                    ProblemCode.UNAVAILABLE, "The keys of user tokens cannot be fetched now.", e);
        }
        return tokens.verify(token);
    }
}
