package activate.legacyapi.compute.cluster;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Announcement;
import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A cluster of machines that its agents connect to the platform.
 *
 * @param owner user name of who made it
 */
@RegisterForReflection
public record Cluster(
        @BsonId String id,
        Trail trail,
        ClusterType type,
        String organization,
        String owner,
        String ownerId,
        ClusterState state)
        implements Stored<Cluster> {
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
    Cluster with(ClusterState other) {
        return new Cluster(id, trail, type, organization, owner, ownerId, other);
    }

    @Override
    public Cluster with(Trail other) {
        return new Cluster(id, other, type, organization, owner, ownerId, state);
    }

    @Override
    public Target target() {
        return new Target("cluster", id, name(), organization);
    }

    /** The name within its organization and, for an existing cluster, its owner. */
    @Override
    public String uniqueKey() {
        return nameKey(type, organization, owner, name());
    }

    /** Agent-hub keeps a copy of every cluster, and is told of each change of one. */
    @Override
    public Optional<Announcement> announcement(ActivityType activity) {
        return activity instanceof ClusterActivity
                ? Optional.of(
                        new Announcement(
                                activity == ClusterActivity.DELETED
                                        ? EventType.CLUSTER_DELETED
                                        : EventType.CLUSTER_CHANGED,
                                access()))
                : Optional.empty();
    }

    /** What agent-hub must know of the cluster. */
    public ClusterAccess access() {
        HostAndPort ssh = state.definition().existing().firstLoginNode();
        return new ClusterAccess(
                id,
                organization,
                name(),
                type.word(),
                owner,
                trail.version(),
                trail.deletedAt() != null,
                state.disconnected(),
                List.of(),
                state.lettingIn(),
                ssh == null ? null : ssh.host(),
                ssh == null ? HostAndPort.SSH : ssh.port(),
                state.definition().existing().fixedLogin());
    }

    /** Whether this account may log in to the cluster's machines. */
    public boolean admits(Account account) {
        return access().admits(
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
}
