package activate.legacyapi.cluster;

import activate.legacyapi.auth.Caller;
import activate.messages.hub.ClusterAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds the cluster that a path names, for a caller who may see it. */
@ApplicationScoped
public class FindCluster {
    private final ClusterStore clusters;

    @Inject
    FindCluster(ClusterStore clusters) {
        this.clusters = clusters;
    }

    /**
     * An existing cluster by the names in its path. The last may also be its id or its {@link
     * ClusterAddress}.
     */
    public Cluster existing(Caller caller, String organization, String user, String name) {
        ClusterAddress address = ClusterAddress.of(name);
        Cluster found =
                clusters.byName(ClusterType.EXISTING, organization, user, address.name())
                        .filter(_ -> address.isOf(user))
                        .or(() -> byId(ClusterType.EXISTING, organization, name))
                        .filter(cluster -> cluster.owner().equalsIgnoreCase(user))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
        boolean own = found.ownerId().equals(caller.account().id());
        if (!own && !caller.administers(organization)) {
            throw ClusterProblems.notFound(name);
        }
        return found;
    }

    /** A managed cluster that the caller may at least log in to. */
    public Cluster managed(Caller caller, String organization, String name) {
        ClusterAddress address = ClusterAddress.of(name);
        Cluster found =
                clusters.byName(ClusterType.MANAGED, organization, "", address.name())
                        .filter(_ -> address.owner() == null)
                        .or(() -> byId(ClusterType.MANAGED, organization, name))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
        if (!found.admits(caller.account()) && !caller.administers(organization)) {
            throw ClusterProblems.notFound(name);
        }
        return found;
    }

    /** A managed cluster that the caller may change. */
    public Cluster managedToChange(Caller caller, String organization, String name) {
        Cluster found = managed(caller, organization, name);
        if (!mayChange(caller, found)) {
            caller.requireAdministrator(organization);
        }
        return found;
    }

    /** Whether the caller may change this cluster. */
    public static boolean mayChange(Caller caller, Cluster cluster) {
        return caller.administers(cluster.organization())
                || cluster.ownerId().equals(caller.account().id())
                || (cluster.type() == ClusterType.MANAGED
                        && caller.isOf(cluster.organization())
                        && cluster.state().sharing().granted("cluster:admin"));
    }

    private Optional<Cluster> byId(ClusterType type, String organization, String id) {
        return clusters.byId(id)
                .filter(cluster -> cluster.type() == type)
                .filter(cluster -> cluster.organization().equals(organization));
    }
}
