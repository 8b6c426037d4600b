package activate.legacyapi.cluster;

import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** Existing clusters of users, by their path. */
@Path("/api/organizations/{organization}/users/{user}/clusters/{name}")
@RunOnVirtualThread
public class ClusterResource {
    private static final String UPDATED = "cluster.updated";

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
    public GeneralCluster get() {
        return show.show(scope.account(), found());
    }

    /** Changes name and description. */
    @PATCH
    @Allows(grant = Cluster.ADMIN)
    public ClusterBody.Update update(
            ClusterBody.@Nullable Update body, @HeaderParam("If-Match") @Nullable String ifMatch) {
        Cluster cluster = found();
        if (body == null) {
            throw Problem.invalid("", "Give what shall be otherwise.");
        }
        requireVersion(cluster, ifMatch);
        new ClusterInput()
                .name(body.name() == null ? cluster.name() : body.name())
                .text("/displayName", body.displayName())
                .text("/description", body.description())
                .tags(body.tags())
                .refuseIfWrong();
        Cluster after =
                changes.change(
                                cluster.id(),
                                UPDATED,
                                scope.actor(),
                                state -> described(state, body))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
        ClusterState state = after.state();
        return new ClusterBody.Update(
                state.name(), state.displayName(), state.description(), state.tags());
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
        return ExistingDefinition.of(found().state().definition());
    }

    /** Defines how the cluster is reached. */
    @PUT
    @Path("/definition")
    @Allows(grant = Cluster.ADMIN)
    public ExistingDefinition define(@Nullable ExistingDefinition body) {
        Cluster cluster = found();
        if (body == null) {
            throw Problem.invalid("", "Give a definition.");
        }
        ClusterState.Definition wanted = body.checked(new ClusterInput());
        Cluster after =
                changes.change(cluster.id(), UPDATED, scope.actor(), state -> state.defined(wanted))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
        return ExistingDefinition.of(after.state().definition());
    }

    /** Lets the cluster be used again; its agents come by themselves. */
    @POST
    @Path("/connect")
    @Allows(grant = Cluster.ADMIN)
    public ClusterBody.Connecting connect() {
        Cluster after =
                changes.change(
                                found().id(),
                                "cluster.connected",
                                scope.actor(),
                                state -> state.disconnected(false))
                        .orElseThrow(() -> ClusterProblems.notFound(name));
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
        changes.change(
                found().id(),
                "cluster.disconnected",
                scope.actor(),
                state -> state.disconnected(true));
    }

    private Cluster found() {
        return scope.document(Cluster.class);
    }

    private static ClusterState described(ClusterState state, ClusterBody.Update body) {
        return state.described(
                body.name() == null ? state.name() : body.name(),
                body.displayName() == null ? state.displayName() : body.displayName(),
                body.description() == null ? state.description() : body.description(),
                body.tags() == null ? state.tags() : body.tags());
    }

    private static void requireVersion(Cluster cluster, @Nullable String ifMatch) {
        if (ifMatch != null
                && !ifMatch.replace("\"", "").equals(Long.toString(cluster.version()))) {
            throw ClusterProblems.versionChanged(cluster.version());
        }
    }
}
