package activate.legacyapi.managed;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;

import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.ClusterChanges;
import activate.legacyapi.cluster.ClusterInput;
import activate.legacyapi.cluster.ClusterProblems;
import activate.legacyapi.cluster.ClusterState;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.node.NodeBody;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
    public ManagedClusterBody.Named update(ManagedClusterBody.@Nullable Update body) {
        if (body == null) {
            throw Problem.invalid("", "Give what shall be otherwise.");
        }
        new ClusterInput()
                .text("/displayName", body.displayName())
                .text("/description", body.description())
                .page("/markdown", body.markdown())
                .text("/loginNode", body.loginNode())
                .text("/sessionNode", body.sessionNode())
                .tags(body.tags())
                .refuseIfWrong();
        return ManagedClusterBody.Named.of(
                changed("cluster.updated", state -> updated(state, body)));
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
    public ClusterState.Sharing permissions() {
        return found().state().sharing();
    }

    /** Grants and withdraws permissions. */
    @PATCH
    @Path("/permissions")
    @Allows(grant = Cluster.ADMIN)
    public void share(ManagedClusterBody.@Nullable Permissions body) {
        if (body == null) {
            throw Problem.invalid("", "Give organization and groups.");
        }
        ClusterState.Sharing sharing = Sharing.checked(body);
        changed("cluster.shared", state -> state.shared(sharing));
    }

    private Cluster changed(String type, UnaryOperator<ClusterState> change) {
        return changes.change(found().id(), type, scope.actor(), change)
                .orElseThrow(() -> ClusterProblems.notFound(name));
    }

    private Cluster found() {
        return scope.document(Cluster.class);
    }

    private static ClusterState updated(ClusterState state, ManagedClusterBody.Update body) {
        ClusterState.Definition old = state.definition();
        ClusterState.Definition definition =
                new ClusterState.Definition(
                        old.authMethod(),
                        old.slurmUsername(),
                        old.schedulerType(),
                        old.explorerPath(),
                        old.jumpNodeHost(),
                        old.jumpNodeUser(),
                        old.sshKey(),
                        old.loginNodes(),
                        kept(body.loginNode(), old.loginNode()),
                        kept(body.sessionNode(), old.sessionNode()),
                        kept(body.markdown(), old.markdown()),
                        body.proxySsh() == null ? old.proxySsh() : body.proxySsh(),
                        kept(body.accessManagement(), old.accessManagement()));
        return state.described(
                        state.name(),
                        kept(body.displayName(), state.displayName()),
                        kept(body.description(), state.description()),
                        body.tags() == null ? state.tags() : body.tags())
                .defined(definition);
    }

    private static <T> @Nullable T kept(@Nullable T wanted, @Nullable T old) {
        return wanted == null ? old : wanted;
    }
}
