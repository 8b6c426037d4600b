package activate.legacyapi.apikey;

import activate.legacyapi.auth.Authenticate;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.DuplicateKey;
import activate.legacyapi.change.Target;
import activate.legacyapi.input.Idempotency;
import activate.legacyapi.platform.Platform;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes API keys. */
@ApplicationScoped
class CreateApiKey {
    private static final int HINT_LENGTH = 4;

    /** How long a key may live, in seconds, and the same for people. */
    static final long SHORTEST_SECONDS = 900;

    static final long LONGEST_SECONDS = 3650L * 24 * 60 * 60;
    static final String SECONDS_WORDS = "900 seconds to 3650 days";

    /** The same in days; none and 0 are for ever. */
    static final String DAYS =
            "\\s*|none|0|0*([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d{2}|36[0-4]\\d|3650)";

    private final ApiKeyStore keys;
    private final Changes changes;
    private final Platform platform;
    private final Authenticate authenticate;
    private final DeleteApiKey deleteApiKey;

    @Inject
    CreateApiKey(
            ApiKeyStore keys,
            Changes changes,
            Platform platform,
            Authenticate authenticate,
            DeleteApiKey deleteApiKey) {
        this.keys = keys;
        this.changes = changes;
        this.platform = platform;
        this.authenticate = authenticate;
        this.deleteApiKey = deleteApiKey;
    }

    /** A new key with its secret, which nobody sees again. */
    record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Created[key=" + key + "]";
        }
    }

    Created create(Caller caller, ApiKeyResource.NewKey wanted, @Nullable String idempotencyKey) {
        String id = platform.newId();
        String title = title(wanted.title(), id);
        Instant now = platform.now();
        String request = Idempotency.bound(caller.account(), idempotencyKey);
        String secret = newKey();
        Change created =
                changes.of(
                        "apikey.created",
                        caller.actor(),
                        new Target("apikey", id, title, caller.account().organization()));
        ApiKey key =
                new ApiKey(
                        id,
                        ApiKey.SCHEMA_VERSION,
                        1,
                        caller.account().id(),
                        caller.username(),
                        title,
                        ApiKey.titleKey(caller.account().id(), title),
                        Secrets.digest(secret),
                        secret.substring(secret.length() - HINT_LENGTH),
                        now,
                        expiry(wanted, now),
                        null,
                        request,
                        created.entries(),
                        created.dueAt(),
                        null);
        try {
            keys.tracked().insert(key);
            requireStill(caller, key);
            return new Created(key, secret);
        } catch (DuplicateKey _) {
            throw request != null && keys.byIdempotencyKey(request).isPresent()
                    ? ApiKeyProblems.repeated(title)
                    : ApiKeyProblems.titleTaken(title);
        }
    }

    /**
     * Whoever ends the caller's session from here on does so after the key was there; who did so
     * before has not seen it, so it goes again before anybody learns its secret.
     */
    private void requireStill(Caller caller, ApiKey key) {
        try {
            authenticate.requireStill(caller);
        } catch (Problem refusal) {
            deleteApiKey.delete(key, caller);
            throw refusal;
        }
    }

    private String newKey() {
        String host =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(platform.host().getBytes(StandardCharsets.UTF_8));
        return Credential.ApiKey.PREFIX + host + "." + platform.newSecret();
    }

    private static String title(@Nullable String given, String id) {
        return given == null || given.isBlank()
                ? "key-" + id.substring(id.length() - 6)
                : given.strip();
    }

    private static @Nullable Instant expiry(ApiKeyResource.NewKey wanted, Instant now) {
        if (wanted.expiresIn() != null) {
            return now.plusSeconds(wanted.expiresIn());
        }
        String days = wanted.duration();
        return days == null || days.isBlank() || days.equals("0") || days.equals("none")
                ? null
                : now.plus(Duration.ofDays(Long.parseLong(days)));
    }
}
