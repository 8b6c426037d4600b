package activate.agenthub.access;

import activate.agenthub.HubConfig;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.log.LogText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that verify user tokens, from legacy-api. The last known set is kept in the
 * store, so that a hub which starts while legacy-api is away still knows it.
 */
@ApplicationScoped
class UserTokenKeys {
    private static final Logger LOG = Logger.getLogger(UserTokenKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration LEAST_BETWEEN_FETCHES = Duration.ofSeconds(5);

    private final HubConfig config;
    private final Credentials credentials;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile @Nullable UserTokens verifier;
    private Instant fetchedAt = Instant.EPOCH;
    private Instant triedAt = Instant.EPOCH;

    UserTokenKeys(HubConfig config, Credentials credentials, InstantSource clock) {
        this.config = config;
        this.credentials = credentials;
        this.clock = clock;
    }

    UserTokens.Verdict verify(String token) {
        UserTokens known = current(false);
        if (known != null) {
            UserTokens.Verdict verdict = known.verify(token);
            if (!(verdict instanceof UserTokens.Verdict.UnknownKey)) {
                return verdict;
            }
        }
        UserTokens newer = current(true);
        return newer == null ? new UserTokens.Verdict.UnknownKey() : newer.verify(token);
    }

    private synchronized @Nullable UserTokens current(boolean needNewer) {
        Instant now = clock.instant();
        boolean due = needNewer || fetchedAt.plus(FRESH).isBefore(now);
        if (due && triedAt.plus(LEAST_BETWEEN_FETCHES).isBefore(now)) {
            triedAt = now;
            fetch().ifPresent(
                            jwks -> {
                                verifier = read(jwks);
                                fetchedAt = now;
                                credentials.keepUserTokenKeys(jwks);
                            });
        }
        if (verifier == null) {
            verifier = credentials.userTokenKeys().map(this::read).orElse(null);
        }
        return verifier;
    }

    private Optional<String> fetch() {
        URI uri = config.legacyApiUrl().resolve("/api/platform/keys");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("keys of user tokens not refreshed cause=%s", LogText.of(e));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private UserTokens read(String jwks) {
        try {
            List<JsonWebKey> keys = new JsonWebKeySet(jwks).getJsonWebKeys();
            String issuer = config.publicUrl().toString().replaceAll("/$", "");
            return new UserTokens(keys, issuer);
        } catch (JoseException e) {
            throw new IllegalStateException("legacy-api's keys are no JSON Web Key Set", e);
        }
    }
}
