package activate.legacyapi.sshkey;

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
 * An SSH public key of a user.
 *
 * @param key type and base64, without a comment
 * @param uniqueKey account and fingerprint: a user has a key once
 */
@RegisterForReflection
public record SshKey(
        @BsonId String id,
        int schemaVersion,
        long version,
        String accountId,
        String username,
        String title,
        String key,
        String fingerprint,
        String uniqueKey,
        Instant createdAt,
        List<OutboxEntry> outbox,
        @Nullable Instant outboxAt,
        @Nullable Instant deletedAt)
        implements Tracked {
    static final int SCHEMA_VERSION = 1;

    /** The tombstone of this key. */
    SshKey deleted(Change change) {
        return new SshKey(
                id,
                SCHEMA_VERSION,
                version + 1,
                accountId,
                username,
                title,
                key,
                fingerprint,
                "deleted/" + id,
                createdAt,
                TrackedCollection.plus(outbox, change),
                change.dueAt(),
                change.at());
    }
}
