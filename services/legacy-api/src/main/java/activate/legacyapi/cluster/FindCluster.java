package activate.legacyapi.cluster;

import activate.legacyapi.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds the cluster that a path names, for a caller who may see it. */
@ApplicationScoped
public class FindCluster {
    private static final String SCHEME = "pw://";

    private final ClusterStore clusters;

    @Inject
    FindCluster(ClusterStore clusters) {
        this.clusters = clusters;
    }

    /**
     * An existing cluster by the names in its path. The last may also be its id or its address
     * {@code pw://user/name}.
     */
    public Cluster existing(Caller caller, String organization, String user, String name) {
        Cluster found =
                clusters.byName(ClusterType.EXISTING, organization, user, bare(user, name))
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
        String plain = name.startsWith(SCHEME) ? name.substring(SCHEME.length()) : name;
        Cluster found =
                clusters.byName(ClusterType.MANAGED, organization, "", plain)
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

    private static String bare(String user, String name) {
        if (!name.startsWith(SCHEME)) {
            return name;
        }
        String rest = name.substring(SCHEME.length());
        String prefix = user + "/";
        return rest.startsWith(prefix) ? rest.substring(prefix.length()) : rest;
    }
}
