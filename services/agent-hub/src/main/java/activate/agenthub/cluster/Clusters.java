package activate.agenthub.cluster;

import activate.messages.hub.ClusterAccess;
import activate.messages.hub.ClusterAddress;
import activate.servicekit.caller.Caller;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the cluster that a caller names, and decides whether the caller may log in to it. */
@ApplicationScoped
public class Clusters {
    private final ClusterCopy copy;

    Clusters(ClusterCopy copy) {
        this.copy = copy;
    }

    /**
     * The cluster that a {@link ClusterAddress} means, if the caller may log in to it. Where he may
     * not, the answer is the same as where there is none.
     */
    public ClusterAccess forLogin(Caller caller, String address) {
        return find(caller, ClusterAddress.of(address))
                .filter(cluster -> mayLogIn(caller, cluster))
                .orElseThrow(() -> notFound(address));
    }

    /**
     * The cluster as it is now, if the caller still may log in to it. He knows of it already, so he
     * is told that the right is gone.
     */
    public ClusterAccess again(Caller caller, ClusterAccess cluster) {
        ClusterAccess now =
                copy.byId(cluster.clusterId()).orElseThrow(() -> notFound(cluster.name()));
        if (!mayLogIn(caller, now)) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The right to this cluster was withdrawn.");
        }
        return now;
    }

    /** Whether the caller may log in to {@code cluster}. */
    public static boolean mayLogIn(Caller caller, ClusterAccess cluster) {
        return cluster.admits(
                new ClusterAccess.User(caller.username(), caller.organization(), caller.admin()));
    }

    private Optional<ClusterAccess> find(Caller caller, ClusterAddress address) {
        List<ClusterAccess> named = copy.byName(caller.organization(), address.name());
        if (address.owner() != null) {
            return first(named, cluster -> address.isOf(cluster.ownerUsername()));
        }
        return first(named, cluster -> cluster.ownerUsername().equals(caller.username()))
                .or(() -> first(permitted(caller, named), c -> c.type().equals("managed")))
                .or(() -> first(permitted(caller, named), _ -> true))
                .or(() -> copy.byId(address.name()));
    }

    private static List<ClusterAccess> permitted(Caller caller, List<ClusterAccess> clusters) {
        return clusters.stream().filter(cluster -> mayLogIn(caller, cluster)).toList();
    }

    private static Optional<ClusterAccess> first(
            List<ClusterAccess> clusters, Predicate<ClusterAccess> rule) {
        return clusters.stream().filter(rule).findFirst();
    }

    private static Problem notFound(String address) {
        return Problem.of(
                ProblemCode.CLUSTER_NOT_FOUND,
                "There is no cluster '" + LogText.of(address) + "' that you can see.");
    }
}
