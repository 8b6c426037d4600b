package activate.legacyapi.managed;

import activate.legacyapi.cluster.ClusterState;
import activate.servicekit.problem.Problem;
import java.util.Map;
import java.util.Set;

/** Permissions as they may be. */
final class Sharing {
    private static final Set<String> PERMISSIONS =
            Set.of("cluster:login", "cluster:sudo", "cluster:admin");

    private Sharing() {}

    /** Refuses unknown permissions, and groups: there are none on this platform yet. */
    static ClusterState.Sharing checked(ManagedClusterBody.Permissions wanted) {
        Map<String, Boolean> organization =
                wanted.organization() == null ? Map.of() : wanted.organization();
        for (Map.Entry<String, Boolean> grant : organization.entrySet()) {
            if (!PERMISSIONS.contains(grant.getKey()) || grant.getValue() == null) {
                throw Problem.invalid(
                        "/organization/" + grant.getKey(),
                        grant.getKey()
                                + ": (expected: one of "
                                + PERMISSIONS
                                + " with true or false)");
            }
        }
        if (wanted.groups() != null && !wanted.groups().isEmpty()) {
            String group = wanted.groups().keySet().iterator().next();
            throw Problem.invalid("/groups/" + group, "There is no group of this name: " + group);
        }
        return new ClusterState.Sharing(organization, Map.of());
    }
}
