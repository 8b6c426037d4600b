package activate.legacyapi.cluster;

import activate.legacyapi.account.Account;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Tracked;
import activate.legacyapi.change.TrackedCollection;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.outbox.OutboxEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of machines that its agents connect to the platform.
 *
 * @param owner user name of who made it
 * @param nameKey the name within its organization and, for an existing cluster, its owner: unique
 * @param idempotencyKey what the maker called the request; unique where given
 */
@RegisterForReflection
public record Cluster(
        @BsonId String id,
        int schemaVersion,
        long version,
        ClusterType type,
        String organization,
        String owner,
        String ownerId,
        String nameKey,
        Instant createdAt,
        @Nullable String idempotencyKey,
        ClusterState state,
        List<OutboxEntry> outbox,
        @Nullable Instant outboxAt,
        @Nullable Instant deletedAt)
        implements Tracked {
    /** Shape of the documents written now. */
    public static final int SCHEMA_VERSION = 1;

    /** To see the cluster and to log in to its machines. */
    public static final String LOGIN = "cluster:login";

    /** To change it. */
    public static final String ADMIN = "cluster:admin";

    /** All that can be granted; the second is for the agents of the machines. */
    public static final Set<String> PERMISSIONS = Set.of(LOGIN, "cluster:sudo", ADMIN);

    /** The unique form of a name. */
    public static String nameKey(ClusterType type, String organization, String owner, String name) {
        return switch (type) {
            case EXISTING -> organization + "/" + owner + "/" + name;
            case MANAGED -> organization + "//" + name;
        };
    }

    /** The name, unique for its owner or its organization. */
    public String name() {
        return state.name();
    }

    /** The cluster in another state. */
    public Cluster with(ClusterState changed, Change change) {
        String key = nameKey(type, organization, owner, changed.name());
        return copy(key, changed, change, null);
    }

    /** The tombstone of this cluster; its name is free again. */
    public Cluster deleted(Change change) {
        return copy("deleted/" + id, state, change, change.at());
    }

    /** Whether this account may log in to the cluster's machines. */
    public boolean admits(Account account) {
        return ClusterChanges.access(this)
                .admits(
                        new ClusterAccess.User(
                                account.username(),
                                account.organization(),
                                account.roles().platformAdmin()));
    }

    /** Whether this account has this permission to this cluster. */
    public boolean grants(Account asking, String permission) {
        if (asking.id().equals(ownerId) || asking.administers(organization)) {
            return true;
        }
        return type == ClusterType.MANAGED
                && switch (permission) {
                    case LOGIN -> admits(asking);
                    case ADMIN -> asking.isOf(organization) && state.sharing().granted(ADMIN);
                    default -> false;
                };
    }

    private Cluster copy(String key, ClusterState changed, Change change, @Nullable Instant end) {
        return new Cluster(
                id,
                SCHEMA_VERSION,
                version + 1,
                type,
                organization,
                owner,
                ownerId,
                key,
                createdAt,
                end == null ? idempotencyKey : null,
                changed,
                TrackedCollection.plus(outbox, change),
                change.dueAt(),
                end);
    }
}
