package activate.legacyapi.compute.cluster;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.legacyapi.resource.Guard;
import activate.legacyapi.resource.Place;
import activate.messages.hub.ClusterAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Finds the cluster that a path names: an existing one below its user, a managed one below its
 * organization. Its name in the path may also be its id or its {@link ClusterAddress}.
 */
@ApplicationScoped
class ClusterGuard implements Guard {
    private final ClusterStore clusters;

    @Inject
    ClusterGuard(ClusterStore clusters) {
        this.clusters = clusters;
    }

    @Override
    public String kind() {
        return "cluster";
    }

    @Override
    public Cluster admit(Account caller, Place place, String permission) {
        String organization = place.name("organization");
        String name = place.name("name");
        Cluster found =
                place.find("user")
                        .map(user -> existing(organization, user, name))
                        .orElseGet(() -> managed(organization, name))
                        .filter(cluster -> cluster.grants(caller, Cluster.LOGIN))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
        if (!found.grants(caller, permission)) {
            throw CallerProblems.administratorsOnly();
        }
        return found;
    }

    private Optional<Cluster> existing(String organization, String user, String name) {
        ClusterAddress address = ClusterAddress.of(name);
        return clusters.byName(ClusterType.EXISTING, organization, user, address.name())
                .filter(_ -> address.isOf(user))
                .or(() -> byId(ClusterType.EXISTING, organization, name))
                .filter(cluster -> cluster.owner().equalsIgnoreCase(user));
    }

    private Optional<Cluster> managed(String organization, String name) {
        ClusterAddress address = ClusterAddress.of(name);
        return clusters.byName(ClusterType.MANAGED, organization, "", address.name())
                .filter(_ -> address.owner() == null)
                .or(() -> byId(ClusterType.MANAGED, organization, name));
    }

    private Optional<Cluster> byId(ClusterType type, String organization, String id) {
        return clusters.byId(id)
                .filter(cluster -> cluster.type() == type)
                .filter(cluster -> cluster.organization().equals(organization));
    }
}
