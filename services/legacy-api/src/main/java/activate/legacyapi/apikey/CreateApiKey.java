package activate.legacyapi.apikey;

import activate.legacyapi.auth.Authenticate;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.DuplicateKey;
import activate.legacyapi.change.Target;
import activate.legacyapi.platform.Digests;
import activate.legacyapi.platform.Platform;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes API keys. */
@ApplicationScoped
class CreateApiKey {
    /** How every key begins. */
    static final String PREFIX = "pwt_";

    private static final int HINT_LENGTH = 4;
    private static final int LONGEST_TITLE = 100;
    private static final long SHORTEST_LIFE_SECONDS = 900;
    private static final long LONGEST_LIFE_DAYS = 3650;
    private static final Pattern DAYS = Pattern.compile("\\d{1,4}");

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
        String request =
                idempotencyKey == null
                        ? null
                        : Digests.sha256(caller.account().id() + "\n" + idempotencyKey);
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
                        Digests.sha256(secret),
                        secret.substring(secret.length() - HINT_LENGTH),
                        now,
                        expiry(wanted, now),
                        null,
                        request,
                        List.of(created),
                        now,
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
        return PREFIX + host + "." + platform.newSecret();
    }

    private static String title(@Nullable String given, String id) {
        if (given == null || given.isBlank()) {
            return "key-" + id.substring(id.length() - 6);
        }
        if (given.length() > LONGEST_TITLE || given.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("/title", "The title may have 1 to 100 printable characters.");
        }
        return given.strip();
    }

    private static @Nullable Instant expiry(ApiKeyResource.NewKey wanted, Instant now) {
        if (wanted.expiresIn() != null) {
            long seconds = wanted.expiresIn();
            if (seconds < SHORTEST_LIFE_SECONDS
                    || seconds > Duration.ofDays(LONGEST_LIFE_DAYS).toSeconds()) {
                throw Problem.invalid(
                        "/expiresIn",
                        "expiresIn: " + seconds + " (expected: 900 seconds to 3650 days)");
            }
            return now.plusSeconds(seconds);
        }
        String days = wanted.duration();
        if (days == null || days.isBlank() || days.equals("0") || days.equals("none")) {
            return null;
        }
        if (!DAYS.matcher(days).matches() || Long.parseLong(days) > LONGEST_LIFE_DAYS) {
            throw Problem.invalid("/duration", "duration: (expected: days as text, 1 to 3650)");
        }
        return now.plus(Duration.ofDays(Long.parseLong(days)));
    }
}
