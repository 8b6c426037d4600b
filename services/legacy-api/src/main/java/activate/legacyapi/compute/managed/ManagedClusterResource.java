package activate.legacyapi.compute.managed;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterActivity;
import activate.legacyapi.compute.cluster.ClusterChanges;
import activate.legacyapi.compute.cluster.ClusterProblems;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.node.NodeBody;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.input.IfMatch;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Permissions;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.UnaryOperator;

/** One cluster of an organization. */
@Path("/api/organizations/{organization}/managed-clusters/{name}")
@RunOnVirtualThread
public class ManagedClusterResource {
    private final ClusterChanges changes;
    private final AgentHub hub;
    private final Scope scope;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ManagedClusterResource(ClusterChanges changes, AgentHub hub, Scope scope) {
        this.changes = changes;
        this.hub = hub;
        this.scope = scope;
    }

    /** One cluster, with its nodes. */
    @GET
    @Allows(grant = Cluster.LOGIN)
    public ManagedClusterBody.Shown get() {
        Cluster cluster = found();
        return ManagedClusterBody.Shown.of(
                cluster,
                hub.nodes(cluster.id()).nodes().stream().map(NodeBody.Managed::of).toList());
    }

    /** Changes the cluster. */
    @PATCH
    @Allows(grant = Cluster.ADMIN)
    public ManagedClusterBody.Named update(
            @NotNull(message = "Give what shall be otherwise.") @Valid
                    ManagedClusterBody.Update body) {
        return ManagedClusterBody.Named.of(changed(ClusterActivity.UPDATED, body::applied));
    }

    /** Deletes the cluster; its nodes are let go. */
    @DELETE
    @Allows(value = ADMINISTRATOR, grant = Cluster.ADMIN)
    public void delete() {
        changes.delete(found().id(), scope.actor());
    }

    /** Who has which permission. */
    @GET
    @Path("/permissions")
    @Allows(grant = Cluster.ADMIN)
    public Permissions permissions() {
        return found().state().sharing();
    }

    /** Grants and withdraws permissions. */
    @PATCH
    @Path("/permissions")
    @Allows(grant = Cluster.ADMIN)
    public void share(@NotNull(message = "Give organization and groups.") Permissions.Wanted body) {
        Permissions sharing = body.of(Cluster.PERMISSIONS);
        changed(ClusterActivity.SHARED, state -> state.shared(sharing));
    }

    private Cluster changed(ClusterActivity type, UnaryOperator<ClusterState> change) {
        return changes.change(found().id(), type.by(scope.actor()), IfMatch.ANY, change)
                .orElseThrow(() -> ClusterProblems.notFound(name));
    }

    private Cluster found() {
        return scope.document(Cluster.class);
    }
}
