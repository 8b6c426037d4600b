package activate.legacyapi.stored;

import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping of a stored thing: how often it has changed, by which keys it is unique, and what
 * is still to be told of its changes.
 *
 * @param version grows by one with each change; the condition of every replacement
 * @param schemaVersion shape of the document
 * @param outbox what is still to be told of changes, oldest first
 * @param dueAt when the outbox is due; absent while it is empty
 * @param deletedAt when the thing was deleted: a tombstone goes as soon as its outbox is empty
 */
@RegisterForReflection
public record Trail(
        long version,
        int schemaVersion,
        Keys keys,
        Instant createdAt,
        List<OutboxEntry> outbox,
        @Nullable Instant dueAt,
        @Nullable Instant deletedAt) {
    /** Name of the component in every document. */
    static final String NAME = "trail";

    /** Where the outbox finds its entries. */
    static final Outbox.Fields FIELDS =
            new Outbox.Fields(NAME + ".outbox", NAME + ".dueAt", NAME + ".deletedAt");

    static final String VERSION = NAME + ".version";

    /** Where a query finds the unique key. */
    public static final String UNIQUE = NAME + ".keys.unique";

    /** Where a query finds when it was made. */
    public static final String CREATED = NAME + ".createdAt";

    static final String REQUEST = NAME + ".keys.request";

    /** Shape of the documents that are written now. */
    static final int SCHEMA_VERSION = 2;

    /** Copies the entries. */
    public Trail {
        outbox = List.copyOf(outbox);
    }

    /**
     * What no two live documents of a collection have in common.
     *
     * @param unique for example owner and name
     * @param request the idempotency key of the request that made it, bound to its caller
     * @param requestHash of that request
     */
    @RegisterForReflection
    public record Keys(
            @Nullable String unique, @Nullable String request, @Nullable String requestHash) {
        /** Those of a tombstone: what it was called is free again. */
        public static final Keys NONE = new Keys(null, null, null);

        Keys with(@Nullable String other) {
            return new Keys(other, request, requestHash);
        }
    }

    static Trail begun(Instant now, @Nullable RequestKey request) {
        Keys keys = request == null ? Keys.NONE : new Keys(null, request.key(), request.hash());
        return new Trail(0, SCHEMA_VERSION, keys, now, List.of(), null, null);
    }

    Trail next(@Nullable String uniqueKey) {
        return new Trail(
                version + 1,
                SCHEMA_VERSION,
                keys.with(uniqueKey),
                createdAt,
                outbox,
                dueAt,
                deletedAt);
    }

    Trail deleted(Instant now) {
        return new Trail(version + 1, SCHEMA_VERSION, Keys.NONE, createdAt, outbox, dueAt, now);
    }

    Trail telling(List<OutboxEntry> added, Instant due) {
        List<OutboxEntry> longer = new ArrayList<>(outbox);
        longer.addAll(added);
        return new Trail(version, schemaVersion, keys, createdAt, longer, due, deletedAt);
    }
}
