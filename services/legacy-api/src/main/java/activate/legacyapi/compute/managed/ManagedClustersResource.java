package activate.legacyapi.compute.managed;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;

import activate.legacyapi.compute.cluster.ClusterChanges;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.input.Idempotency;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** New clusters of an organization; they are listed with all others. */
@Path("/api/organizations/{organization}/managed-clusters")
@RunOnVirtualThread
public class ManagedClustersResource {
    private final ClusterChanges changes;
    private final Scope scope;
    private final Idempotency idempotency;

    @Inject
    ManagedClustersResource(ClusterChanges changes, Scope scope, Idempotency idempotency) {
        this.changes = changes;
        this.scope = scope;
        this.idempotency = idempotency;
    }

    /** Makes a cluster. */
    @POST
    @Allows(ADMINISTRATOR)
    public ManagedClusterBody.Named create(
            @NotNull(message = "Give a name.") @Valid ManagedClusterBody.New body,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey) {
        Account maker = scope.account();
        return ManagedClusterBody.Named.of(
                changes.create(
                        new ClusterChanges.Wanted(
                                ClusterType.MANAGED,
                                scope.organization(),
                                maker.username(),
                                maker.id(),
                                body.state(),
                                idempotency.of(maker, idempotencyKey, body)),
                        scope.actor()));
    }
}
