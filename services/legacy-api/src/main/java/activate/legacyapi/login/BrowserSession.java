package activate.legacyapi.login;

import activate.legacyapi.change.Change;
import activate.legacyapi.change.Tracked;
import activate.legacyapi.change.TrackedCollection;
import activate.servicekit.outbox.OutboxEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in with the browser.
 *
 * @param tokenHash SHA-256 of the cookie's value, which is stored nowhere
 * @param credentialsVersion that of the account whose password was compared; absent means 0
 */
@RegisterForReflection
public record BrowserSession(
        @BsonId String id,
        int schemaVersion,
        long version,
        String tokenHash,
        String accountId,
        String username,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String sourceIp,
        @Nullable String userAgent,
        @Nullable Long credentialsVersion,
        List<OutboxEntry> outbox,
        @Nullable Instant outboxAt,
        @Nullable Instant deletedAt)
        implements Tracked {
    static final int SCHEMA_VERSION = 1;

    /** When it ends if nobody uses it from now on. */
    Instant endsAt(Duration idle) {
        Instant unused = lastUsedAt.plus(idle);
        return unused.isBefore(expiresAt) ? unused : expiresAt;
    }

    /** The tombstone of this session. */
    BrowserSession ended(Change change) {
        return new BrowserSession(
                id,
                SCHEMA_VERSION,
                version + 1,
                tokenHash,
                accountId,
                username,
                createdAt,
                lastUsedAt,
                expiresAt,
                sourceIp,
                userAgent,
                credentialsVersion,
                TrackedCollection.plus(outbox, change),
                change.dueAt(),
                change.at());
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "BrowserSession[id=" + id + ", username=" + username + "]";
    }
}
