package activate.legacyapi.compute.cluster;

import activate.legacyapi.input.IfMatch;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.stored.Activity;
import activate.legacyapi.stored.Actor;
import activate.legacyapi.stored.DuplicateKey;
import activate.legacyapi.stored.RequestKey;
import activate.legacyapi.stored.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes clusters of every type; each change is told to agent-hub, which keeps a copy. */
@ApplicationScoped
public class ClusterChanges {
    private final ClusterStore clusters;
    private final Limits limits;

    @Inject
    ClusterChanges(ClusterStore clusters, Limits limits) {
        this.clusters = clusters;
        this.limits = limits;
    }

    /**
     * A cluster that is asked for.
     *
     * @param request the name of the request, where it has one
     */
    public record Wanted(
            ClusterType type,
            String organization,
            String owner,
            String ownerId,
            ClusterState state,
            @Nullable RequestKey request) {
        private Cluster cluster(String id, Trail trail) {
            return new Cluster(id, trail, type, organization, owner, ownerId, state);
        }
    }

    /** Makes a cluster, or finds the one that the same request has made before. */
    public Cluster create(Wanted wanted, Actor actor) {
        try {
            return limits.within(
                    limit(wanted),
                    () -> present(wanted),
                    () ->
                            clusters.create(
                                    ClusterActivity.CREATED.by(actor),
                                    wanted.request(),
                                    wanted::cluster));
        } catch (DuplicateKey _) {
            return madeBefore(wanted);
        }
    }

    /**
     * Brings a cluster into the state that {@code change} gives it.
     *
     * @param condition what the version that is replaced has to meet
     */
    public Optional<Cluster> change(
            String id, Activity activity, IfMatch condition, UnaryOperator<ClusterState> change) {
        try {
            return clusters.change(
                    id,
                    activity,
                    cluster -> {
                        condition.require(cluster.trail().version());
                        return cluster.with(change.apply(cluster.state()));
                    });
        } catch (DuplicateKey _) {
            throw ClusterProblems.nameTaken("the new one");
        }
    }

    /** Deletes a cluster. */
    public boolean delete(String id, Actor actor) {
        return clusters.delete(id, ClusterActivity.DELETED.by(actor)).isPresent();
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
        if (clusters.byRequest(wanted.request()).isPresent()) {
            return 0;
        }
        return clusters.count(
                wanted.type(),
                wanted.organization(),
                wanted.type() == ClusterType.EXISTING ? wanted.owner() : null);
    }

    private Cluster madeBefore(Wanted wanted) {
        Cluster made =
                clusters.byRequest(wanted.request())
                        .orElseThrow(() -> ClusterProblems.nameTaken(wanted.state().name()));
        // Of requests from before their hash was kept, this much is known.
        boolean known = made.trail().keys().requestHash() != null;
        boolean same = made.type() == wanted.type() && made.name().equals(wanted.state().name());
        if (!known && !same) {
            throw RequestKey.reused();
        }
        return made;
    }
}
