package activate.agenthub.access;

import activate.agenthub.HubConfig;
import activate.agenthub.node.Secrets;
import activate.messages.hub.ExchangedToken;
import activate.messages.hub.TokenExchange;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.Revocation;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceTokens;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the credential of a request into its caller. User tokens are verified here; API keys and
 * cookies are exchanged at legacy-api and remembered for ten seconds at most. Blocks.
 */
@ApplicationScoped
public class Callers {
    private static final int MOST_REMEMBERED = 10_000;

    private final UserTokenKeys keys;
    private final Credentials credentials;
    private final ServiceClient legacyApi;
    private final InstantSource clock;
    private final Duration memory;
    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    private record Remembered(Caller caller, Instant until) {}

    Callers(
            UserTokenKeys keys,
            Credentials credentials,
            HubConfig config,
            ServiceTokens tokens,
            ObjectMapper json,
            InstantSource clock) {
        this.keys = keys;
        this.credentials = credentials;
        this.clock = clock;
        this.memory = config.callerMemory();
        this.legacyApi =
                new ServiceClient(
                        "legacy-api", config.legacyApiUrl(), Duration.ofSeconds(5), tokens, json);
    }

    /**
     * The caller, by the {@code Authorization} header or else by the cookie {@code pw.sso}.
     *
     * @throws Problem when neither is good, or legacy-api is away and an exchange is needed
     */
    public Caller identify(@Nullable String authorization, @Nullable String cookie) {
        if (authorization != null && hasScheme(authorization, "Bearer ")) {
            return byToken(authorization.substring(7).strip());
        }
        if (authorization != null && hasScheme(authorization, "Basic ")) {
            String name = userName(authorization.substring(6).strip());
            // An SDK that knows only Basic may hold a user token as well.
            return name.chars().filter(c -> c == '.').count() == 2 && name.startsWith("ey")
                    ? byToken(name)
                    : exchanged("api_key", name);
        }
        if (cookie != null && !cookie.isEmpty()) {
            return exchanged("cookie", cookie);
        }
        throw unauthenticated("Sign in first, for example with: pw auth login");
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
    void forget(Revocation revocation) {
        synchronized (remembered) {
            remembered.values().removeIf(r -> revocation.voids(r.caller()));
        }
    }

    private Caller byToken(String token) {
        Caller caller = verified(token);
        requireValid(caller);
        return caller;
    }

    private Caller verified(String token) {
        return switch (keys.verify(token)) {
            case UserTokens.Verdict.Good(Caller caller) -> caller;
            case UserTokens.Verdict.UnknownKey() ->
                    throw unauthenticated("The token was not made by this platform.");
            case UserTokens.Verdict.Bad(String reason) ->
                    throw unauthenticated("The token is " + reason + ". Sign in again.");
        };
    }

    private Caller exchanged(String kind, String value) {
        String hash = Secrets.hash(kind + ":" + value);
        synchronized (remembered) {
            Remembered known = remembered.get(hash);
            if (known != null && clock.instant().isBefore(known.until())) {
                return known.caller();
            }
        }
        ExchangedToken token =
                legacyApi.post(
                        "/internal/v1/token",
                        new TokenExchange(kind, value),
                        new TypeReference<>() {});
        Caller caller = verified(token.token());
        synchronized (remembered) {
            remembered.put(hash, new Remembered(caller, clock.instant().plus(memory)));
        }
        // Only now: a revocation that is stored later finds the caller here and forgets it.
        if (credentials.isVoid(caller)) {
            synchronized (remembered) {
                remembered.remove(hash);
            }
            throw revoked();
        }
        return caller;
    }

    private static boolean hasScheme(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String userName(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException e) {
            throw unauthenticated("The Authorization header is not valid.");
        }
    }

    private static Problem revoked() {
        return unauthenticated("The credential was revoked. Sign in again.");
    }

    private static Problem unauthenticated(String detail) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
    }
}
