package activate.legacyapi.compute.existing;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterChanges;
import activate.legacyapi.compute.cluster.ClusterProblems;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.input.Idempotency;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The clusters that a caller sees, and new existing ones. */
@Path("/api/clusters")
@RunOnVirtualThread
public class ClustersResource {
    private final ClusterChanges changes;
    private final ShowClusters show;
    private final Scope scope;
    private final Idempotency idempotency;

    @Inject
    ClustersResource(
            ClusterChanges changes, ShowClusters show, Scope scope, Idempotency idempotency) {
        this.changes = changes;
        this.show = show;
        this.scope = scope;
        this.idempotency = idempotency;
    }

    /**
     * The clusters of the caller and those shared with the caller; with {@code scope} only the own
     * ones ({@code mine}), those of another user ({@code user:name}), or {@code all} that the
     * caller may see, which for administrators includes those of others.
     */
    @GET
    @Allows(SELF)
    public Iterable<GeneralCluster> list(@QueryParam("scope") @DefaultValue("") String wanted) {
        return show.list(scope.account(), wanted);
    }

    /** Makes an existing cluster for the caller. */
    @POST
    @Allows(SELF)
    public GeneralCluster create(
            @NotNull(message = "Give name and type.") @Valid ClusterBody.New body,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey) {
        if (!ClusterType.EXISTING.contractWord().equals(body.type())) {
            throw ClusterProblems.typeNotOffered(String.valueOf(body.type()));
        }
        Account maker = scope.account();
        Cluster cluster =
                changes.create(
                        new ClusterChanges.Wanted(
                                ClusterType.EXISTING,
                                maker.organization(),
                                maker.username(),
                                maker.id(),
                                body.state(),
                                idempotency.of(maker, idempotencyKey, body)),
                        scope.actor());
        return show.show(maker, cluster);
    }
}
