package activate.legacyapi.user.apikey;

import activate.legacyapi.input.Echoed;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Announcement;
import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.servicekit.secret.Secrets;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** An API key of a user, whose keys have different titles. */
@RegisterForReflection
public record ApiKey(
        @BsonId String id,
        Trail trail,
        String accountId,
        String username,
        String title,
        Mark mark,
        Life life)
        implements Stored<ApiKey> {
    private static final String PLATFORM = "platform";
    private static final String SECONDS_WORDS = "900 seconds to 3650 days";
    private static final long SHORTEST_SECONDS = 900;
    private static final long LONGEST_SECONDS = 3650L * 24 * 60 * 60;
    private static final int SUFFIX_LENGTH = 6;

    /** Days as text; none and 0 are for ever. */
    private static final String DAYS =
            "\\s*|none|0|0*([1-9]\\d{0,2}|[12]\\d{3}|3[0-5]\\d{2}|36[0-4]\\d|3650)";

    /**
     * By what a key is known, which is stored nowhere itself.
     *
     * @param hash SHA-256 of the key
     * @param hint last characters of the key, for people
     */
    @RegisterForReflection
    public record Mark(String hash, String hint) {
        private static final int HINT_LENGTH = 4;

        static Mark of(String secret) {
            return new Mark(
                    Secrets.digest(secret), secret.substring(secret.length() - HINT_LENGTH));
        }

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Mark[hint=" + hint + "]";
        }
    }

    /** Until when a key is good, and when it was last used. */
    @RegisterForReflection
    public record Life(@Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {}

    /** What a key is asked for with: {@code duration} in days, or {@code expiresIn} in seconds. */
    public record New(
            @Pattern(regexp = "[^\\p{Cc}]{0,100}", message = "1 to 100 printable characters")
                    @Nullable String title,
            @Pattern(regexp = PLATFORM, message = PLATFORM, payload = Echoed.class)
                    @Nullable String type,
            @Pattern(regexp = DAYS, message = "days as text, 1 to 3650") @Nullable String duration,
            @Min(value = SHORTEST_SECONDS, message = SECONDS_WORDS)
                    @Max(value = LONGEST_SECONDS, message = SECONDS_WORDS)
                    @Nullable Long expiresIn,
            @Nullable String allocation) {
        /** A key of which nothing is said. */
        static final New ANY = new New(null, null, null, null, null);

        String titleOf(String id) {
            return title == null || title.isBlank()
                    ? "key-" + id.substring(id.length() - SUFFIX_LENGTH)
                    : title.strip();
        }

        @Nullable Instant expiry(Instant now) {
            if (expiresIn != null) {
                return now.plusSeconds(expiresIn);
            }
            return duration == null
                            || duration.isBlank()
                            || duration.equals("0")
                            || duration.equals("none")
                    ? null
                    : now.plus(Duration.ofDays(Long.parseLong(duration)));
        }
    }

    /** A key as it is listed, and with its secret when it is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            String title,
            String type,
            Instant created,
            @Nullable Instant expiration,
            @Nullable String keyHint,
            @Nullable Instant lastUsedAt,
            @Nullable String key) {
        static Shown of(ApiKey key) {
            return withSecret(key, null);
        }

        static Shown withSecret(ApiKey key, @Nullable String secret) {
            return new Shown(
                    key.id,
                    key.title,
                    PLATFORM,
                    key.trail.createdAt(),
                    key.life.expiresAt,
                    key.mark.hint,
                    key.life.lastUsedAt,
                    secret);
        }

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Shown[id=" + id + "]";
        }
    }

    static String uniqueKey(String accountId, String title) {
        return accountId + "/" + title;
    }

    @Override
    public ApiKey with(Trail other) {
        return new ApiKey(id, other, accountId, username, title, mark, life);
    }

    @Override
    public Target target() {
        return new Target("apikey", id, title, null);
    }

    @Override
    public String uniqueKey() {
        return uniqueKey(accountId, title);
    }

    /** Those who have seen tokens of a key that has ended are told. */
    @Override
    public Optional<Announcement> announcement(ActivityType type) {
        return type == ApiKeyActivity.DELETED
                ? Optional.of(
                        new Announcement(
                                EventType.CREDENTIAL_REVOKED,
                                new CredentialRevoked(id, "api_key", username)))
                : Optional.empty();
    }

    boolean isLive(Instant now) {
        return life.expiresAt == null || now.isBefore(life.expiresAt);
    }
}
