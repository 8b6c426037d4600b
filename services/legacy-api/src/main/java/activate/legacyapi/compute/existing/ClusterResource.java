package activate.legacyapi.compute.existing;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterActivity;
import activate.legacyapi.compute.cluster.ClusterChanges;
import activate.legacyapi.compute.cluster.ClusterProblems;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.input.IfMatch;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;

/** Existing clusters of users, by their path. */
@Path("/api/organizations/{organization}/users/{user}/clusters/{name}")
@RunOnVirtualThread
public class ClusterResource {
    private final ClusterChanges changes;
    private final ShowClusters show;
    private final Scope scope;

    @PathParam("name")
    String name;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ClusterResource(ClusterChanges changes, ShowClusters show, Scope scope) {
        this.changes = changes;
        this.show = show;
        this.scope = scope;
    }

    /** One cluster. */
    @GET
    @Allows(grant = Cluster.LOGIN)
    public RestResponse<GeneralCluster> get() {
        Cluster found = found();
        return IfMatch.tagged(show.show(scope.account(), found), found.trail().version());
    }

    /** Changes name and description. */
    @PATCH
    @Allows(grant = Cluster.ADMIN)
    public RestResponse<ClusterBody.Update> update(
            @NotNull(message = "Give what shall be otherwise.") @Valid ClusterBody.Update body,
            @Context Request request) {
        Cluster after = changed(ClusterActivity.UPDATED, IfMatch.of(request), body::applied);
        return IfMatch.tagged(ClusterBody.Update.of(after.state()), after.trail().version());
    }

    /** Deletes the cluster; its nodes are let go. */
    @DELETE
    @Allows(grant = Cluster.ADMIN)
    public void delete() {
        changes.delete(found().id(), scope.actor());
    }

    /** How the cluster is reached. */
    @GET
    @Path("/definition")
    @Allows(grant = Cluster.LOGIN)
    public ExistingDefinition definition() {
        return ExistingDefinition.of(found().state().definition().existing());
    }

    /** Defines how the cluster is reached. */
    @PUT
    @Path("/definition")
    @Allows(grant = Cluster.ADMIN)
    public ExistingDefinition define(
            @NotNull(message = "Give a definition.") @Valid ExistingDefinition body) {
        Cluster after = changed(ClusterActivity.UPDATED, state -> state.defined(body.stored()));
        return ExistingDefinition.of(after.state().definition().existing());
    }

    /** Lets the cluster be used again; its agents come by themselves. */
    @POST
    @Path("/connect")
    @Allows(grant = Cluster.ADMIN)
    public ClusterBody.Connecting connect() {
        Cluster after = changed(ClusterActivity.CONNECTED, state -> state.disconnected(false));
        boolean isOn = show.show(scope.account(), after).status().equals("on");
        return isOn
                ? new ClusterBody.Connecting("already_connected", null)
                : new ClusterBody.Connecting(
                        "accepted", "The cluster is on as soon as an agent of it is online.");
    }

    /** Takes the cluster out of use. */
    @POST
    @Path("/disconnect")
    @Allows(grant = Cluster.ADMIN)
    public void disconnect() {
        changed(ClusterActivity.DISCONNECTED, state -> state.disconnected(true));
    }

    private Cluster found() {
        return scope.document(Cluster.class);
    }

    private Cluster changed(ClusterActivity type, UnaryOperator<ClusterState> change) {
        return changed(type, IfMatch.ANY, change);
    }

    private Cluster changed(
            ClusterActivity type, IfMatch condition, UnaryOperator<ClusterState> change) {
        return changes.change(found().id(), type.by(scope.actor()), condition, change)
                .orElseThrow(() -> ClusterProblems.notFound(name));
    }
}
