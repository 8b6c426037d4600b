package activate.agenthub.cluster;

import activate.agenthub.caller.Callers;
import activate.agenthub.caller.Credentials;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Revocation;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the hub's copy of clusters and revocations: by messages as they happen, and by reading all
 * clusters at start and every minute, since messages sent while a hub was away are not kept for it.
 */
@ApplicationScoped
public class AccessFeed {
    private final ClusterCopy copy;
    private final Credentials credentials;
    private final Callers callers;
    private final FetchClusters clusters;
    private final InstantSource clock;
    private final Event<Change> changes;

    /** Told inside this hub after a change is stored. */
    public sealed interface Change {
        /** Rights on a cluster changed, or the cluster is gone. */
        record OfCluster(ClusterAccess cluster) implements Change {}

        /** A credential, or every credential of a user, is void. */
        record OfCredential(Revocation revocation) implements Change {}
    }

    AccessFeed(
            ClusterCopy copy,
            Credentials credentials,
            Callers callers,
            FetchClusters clusters,
            InstantSource clock,
            Event<Change> changes) {
        this.copy = copy;
        this.credentials = credentials;
        this.callers = callers;
        this.clusters = clusters;
        this.clock = clock;
        this.changes = changes;
    }

    /**
     * Reads every cluster anew.
     *
     * @throws Problem when legacy-api does not answer
     */
    void rebuild() {
        // Only what was here before the read began can be missing from it.
        List<ClusterAccess> before = copy.missingFrom(Set.of());
        Set<String> known = new HashSet<>();
        clusters.each(
                cluster -> {
                    apply(cluster);
                    known.add(cluster.clusterId());
                });
        for (ClusterAccess gone : before) {
            if (!known.contains(gone.clusterId())) {
                apply(deleted(gone));
            }
        }
        credentials.sweep(clock.instant().minus(Revocation.KEPT));
    }

    /** A change of a cluster; an older one than what is known changes nothing. */
    void apply(ClusterAccess cluster) {
        if (copy.apply(cluster)) {
            changes.fire(new Change.OfCluster(cluster));
        }
    }

    /** What is open ends also while the store is away; what begins meanwhile, once it is back. */
    void revoke(Revocation revocation) {
        try {
            credentials.revoke(revocation, clock.instant());
        } finally {
            callers.forget(revocation);
            changes.fire(new Change.OfCredential(revocation));
        }
    }

    private static ClusterAccess deleted(ClusterAccess cluster) {
        return new ClusterAccess(
                cluster.clusterId(),
                cluster.organization(),
                cluster.name(),
                cluster.type(),
                cluster.ownerUsername(),
                cluster.version() + 1,
                true,
                cluster.disconnected(),
                cluster.loginUsers(),
                cluster.organizationLogin(),
                cluster.sshHost(),
                cluster.sshPort(),
                cluster.slurmUsername());
    }
}
