package activate.legacyapi.managed;

import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.ClusterChanges;
import activate.legacyapi.cluster.ClusterInput;
import activate.legacyapi.cluster.ClusterProblems;
import activate.legacyapi.cluster.ClusterState;
import activate.legacyapi.cluster.FindCluster;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.node.NodeBody;
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
    private final FindCluster find;
    private final ClusterChanges changes;
    private final AgentHub hub;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ManagedClusterResource(
            FindCluster find, ClusterChanges changes, AgentHub hub, CurrentCaller caller) {
        this.find = find;
        this.changes = changes;
        this.hub = hub;
        this.caller = caller;
    }

    /** One cluster, with its nodes. */
    @GET
    public ManagedClusterBody.Shown get() {
        Cluster cluster = find.managed(caller.get(), organization, name);
        return ManagedClusterBody.Shown.of(
                cluster,
                hub.nodes(cluster.id()).nodes().stream().map(NodeBody.Managed::of).toList());
    }

    /** Changes the cluster. */
    @PATCH
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
    public void delete() {
        caller.get().requireAdministrator(organization);
        changes.delete(
                find.managedToChange(caller.get(), organization, name).id(), caller.get().actor());
    }

    /** Who has which permission. */
    @GET
    @Path("/permissions")
    public ClusterState.Sharing permissions() {
        return find.managedToChange(caller.get(), organization, name).state().sharing();
    }

    /** Grants and withdraws permissions. */
    @PATCH
    @Path("/permissions")
    public void share(ManagedClusterBody.@Nullable Permissions body) {
        if (body == null) {
            throw Problem.invalid("", "Give organization and groups.");
        }
        ClusterState.Sharing sharing = Sharing.checked(body);
        changed("cluster.shared", state -> state.shared(sharing));
    }

    private Cluster changed(String type, UnaryOperator<ClusterState> change) {
        Cluster cluster = find.managedToChange(caller.get(), organization, name);
        return changes.change(cluster.id(), type, caller.get().actor(), change)
                .orElseThrow(() -> ClusterProblems.notFound(name));
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
