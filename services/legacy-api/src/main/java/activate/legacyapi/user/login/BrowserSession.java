package activate.legacyapi.user.login;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Announcement;
import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in with the browser.
 *
 * @param tokenHash SHA-256 of the cookie's value, which is stored nowhere
 */
@RegisterForReflection
public record BrowserSession(
        @BsonId String id,
        Trail trail,
        String tokenHash,
        Holder holder,
        Client client,
        Instant lastUsedAt,
        Instant expiresAt)
        implements Stored<BrowserSession> {
    private static final int LONGEST_AGENT = 256;

    /**
     * Who has signed in.
     *
     * @param credentialsVersion that of the account whose password was compared; absent means 0
     */
    @RegisterForReflection
    public record Holder(String accountId, String username, @Nullable Long credentialsVersion) {
        long currentVersion() {
            return Objects.requireNonNullElse(credentialsVersion, 0L);
        }
    }

    /** From where. */
    @RegisterForReflection
    public record Client(String sourceIp, @Nullable String userAgent) {
        static Client of(@Nullable String sourceIp, @Nullable String userAgent) {
            return new Client(
                    Objects.requireNonNullElse(sourceIp, "unknown"),
                    userAgent == null || userAgent.length() <= LONGEST_AGENT
                            ? userAgent
                            : userAgent.substring(0, LONGEST_AGENT));
        }
    }

    @Override
    public BrowserSession with(Trail other) {
        return new BrowserSession(id, other, tokenHash, holder, client, lastUsedAt, expiresAt);
    }

    @Override
    public Target target() {
        return new Target("user", holder.accountId, holder.username, null);
    }

    /** Those who have seen tokens of a session that has ended are told. */
    @Override
    public Optional<Announcement> announcement(ActivityType type) {
        return type == LoginActivity.LOGOUT
                ? Optional.of(
                        new Announcement(
                                EventType.CREDENTIAL_REVOKED,
                                new CredentialRevoked(id, "session", holder.username)))
                : Optional.empty();
    }

    /** When it ends if nobody uses it from now on. */
    Instant endsAt(Duration idle) {
        Instant unused = lastUsedAt.plus(idle);
        return unused.isBefore(expiresAt) ? unused : expiresAt;
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "BrowserSession[id=" + id + ", username=" + holder.username + "]";
    }
}
