package activate.legacyapi.apikey;

import activate.legacyapi.change.Change;
import activate.legacyapi.change.Tracked;
import activate.legacyapi.change.TrackedCollection;
import activate.servicekit.outbox.OutboxEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An API key of a user.
 *
 * @param titleKey account and title: unique, so that a title names one key of its owner
 * @param keyHash SHA-256 of the key, which is stored nowhere
 * @param hint last characters of the key, for people
 * @param idempotencyKey what the maker called the request; unique where given
 */
@RegisterForReflection
public record ApiKey(
        @BsonId String id,
        int schemaVersion,
        long version,
        String accountId,
        String username,
        String title,
        String titleKey,
        String keyHash,
        String hint,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String idempotencyKey,
        List<OutboxEntry> outbox,
        @Nullable Instant outboxAt,
        @Nullable Instant deletedAt)
        implements Tracked {
    static final int SCHEMA_VERSION = 1;

    static String titleKey(String accountId, String title) {
        return accountId + "/" + title;
    }

    /** The tombstone of this key; its title is free again. */
    ApiKey deleted(Change change) {
        return new ApiKey(
                id,
                SCHEMA_VERSION,
                version + 1,
                accountId,
                username,
                title,
                "deleted/" + id,
                keyHash,
                hint,
                createdAt,
                expiresAt,
                lastUsedAt,
                null,
                TrackedCollection.plus(outbox, change),
                change.dueAt(),
                change.at());
    }

    boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "ApiKey[id=" + id + ", username=" + username + "]";
    }
}
