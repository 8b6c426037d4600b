package activate.legacyapi.cluster;

import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.DuplicateKey;
import activate.legacyapi.change.Target;
import activate.legacyapi.input.Idempotency;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.platform.Platform;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes clusters of every type; each change is told to agent-hub, which keeps a copy. */
@ApplicationScoped
public class ClusterChanges {
    private final ClusterStore clusters;
    private final Changes changes;
    private final Platform platform;
    private final Limits limits;

    @Inject
    ClusterChanges(ClusterStore clusters, Changes changes, Platform platform, Limits limits) {
        this.clusters = clusters;
        this.changes = changes;
        this.platform = platform;
        this.limits = limits;
    }

    /** A cluster that is asked for; the idempotency key is already bound to its maker. */
    public record Wanted(
            ClusterType type,
            String organization,
            String owner,
            String ownerId,
            ClusterState state,
            @Nullable String idempotencyKey) {}

    /** Makes a cluster, or finds the one that the same request has made before. */
    public Cluster create(Wanted wanted, Actor actor) {
        Cluster bare = bare(wanted);
        Change created = told("cluster.created", actor, bare, bare);
        Cluster cluster =
                new Cluster(
                        bare.id(),
                        Cluster.SCHEMA_VERSION,
                        1,
                        bare.type(),
                        bare.organization(),
                        bare.owner(),
                        bare.ownerId(),
                        bare.nameKey(),
                        created.at(),
                        bare.idempotencyKey(),
                        bare.state(),
                        created.entries(),
                        created.dueAt(),
                        null);
        try {
            return limits.within(
                    limit(wanted), () -> present(wanted), () -> clusters.tracked().insert(cluster));
        } catch (DuplicateKey _) {
            return madeBefore(wanted);
        }
    }

    /** Brings a cluster into the state that {@code change} gives it. */
    public Optional<Cluster> change(
            String id, String type, Actor actor, UnaryOperator<ClusterState> change) {
        try {
            return clusters.tracked()
                    .update(
                            id,
                            before -> {
                                ClusterState state = change.apply(before.state());
                                if (state.equals(before.state())) {
                                    return before;
                                }
                                Cluster after = before.with(state, quiet(type, actor, before));
                                return before.with(state, told(type, actor, before, after));
                            });
        } catch (DuplicateKey _) {
            throw ClusterProblems.nameTaken("the new one");
        }
    }

    /** Deletes a cluster. */
    public boolean delete(String id, Actor actor) {
        return clusters.tracked()
                .update(
                        id,
                        before -> {
                            Cluster after = before.deleted(quiet("cluster.deleted", actor, before));
                            return before.deleted(told("cluster.deleted", actor, before, after));
                        })
                .isPresent();
    }

    /** Notes something about a cluster in the activity log; false when it was deleted meanwhile. */
    public boolean note(Cluster cluster, String type, Actor actor, Map<String, String> facts) {
        Change noted = changes.of(type, actor, target(cluster), facts);
        return clusters.tracked()
                .update(cluster.id(), found -> found.with(found.state(), noted))
                .isPresent();
    }

    /** What agent-hub must know of a cluster. */
    public static ClusterAccess access(Cluster cluster) {
        ClusterState.Definition definition = cluster.state().definition();
        String address =
                definition.loginNodes().isEmpty() ? null : definition.loginNodes().getFirst();
        HostAndPort ssh = address == null ? null : HostAndPort.parse(address);
        String login = definition.slurmUsername();
        return new ClusterAccess(
                cluster.id(),
                cluster.organization(),
                cluster.name(),
                cluster.type().word(),
                cluster.owner(),
                cluster.version(),
                cluster.deletedAt() != null,
                cluster.state().disconnected(),
                List.of(),
                cluster.state().lettingIn(),
                ssh == null ? null : ssh.host(),
                ssh == null ? HostAndPort.SSH : ssh.port(),
                "__USER__".equals(login) ? null : login);
    }

    private Limits.Limit limit(Wanted wanted) {
        return switch (wanted.type()) {
            case EXISTING ->
                    new Limits.Limit(
                            "clusters of this user",
                            wanted.ownerId(),
                            limits.most().clustersPerUser());
            case MANAGED ->
                    new Limits.Limit(
                            "managed clusters of this organization",
                            wanted.organization(),
                            limits.most().managedClustersPerOrganization());
        };
    }

    /** None count for a request that was carried out before: it adds nothing. */
    private long present(Wanted wanted) {
        String key = wanted.idempotencyKey();
        if (key != null && clusters.byIdempotencyKey(key).isPresent()) {
            return 0;
        }
        return clusters.count(
                wanted.type(),
                wanted.organization(),
                wanted.type() == ClusterType.EXISTING ? wanted.owner() : null);
    }

    private Cluster madeBefore(Wanted wanted) {
        String key = wanted.idempotencyKey();
        Optional<Cluster> earlier = key == null ? Optional.empty() : clusters.byIdempotencyKey(key);
        if (earlier.isEmpty()) {
            throw ClusterProblems.nameTaken(wanted.state().name());
        }
        Cluster made = earlier.get();
        if (made.type() != wanted.type() || !made.name().equals(wanted.state().name())) {
            throw Idempotency.reused();
        }
        return made;
    }

    private Cluster bare(Wanted wanted) {
        return new Cluster(
                platform.newId(),
                Cluster.SCHEMA_VERSION,
                1,
                wanted.type(),
                wanted.organization(),
                wanted.owner(),
                wanted.ownerId(),
                Cluster.nameKey(
                        wanted.type(),
                        wanted.organization(),
                        wanted.owner(),
                        wanted.state().name()),
                platform.now(),
                wanted.idempotencyKey(),
                wanted.state(),
                List.of(),
                null,
                null);
    }

    private Change quiet(String type, Actor actor, Cluster cluster) {
        return changes.of(type, actor, target(cluster));
    }

    private Change told(String type, Actor actor, Cluster before, Cluster after) {
        String message =
                after.deletedAt() == null ? EventType.CLUSTER_CHANGED : EventType.CLUSTER_DELETED;
        return changes.announced(quiet(type, actor, before), message, access(after));
    }

    private static Target target(Cluster cluster) {
        return new Target("cluster", cluster.id(), cluster.name(), cluster.organization());
    }
}
