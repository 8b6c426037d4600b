package activate.legacyapi.managed;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.cluster.ClusterChanges;
import activate.legacyapi.cluster.ClusterInput;
import activate.legacyapi.cluster.ClusterState;
import activate.legacyapi.cluster.ClusterType;
import activate.legacyapi.platform.Digests;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** New clusters of an organization; they are listed with all others. */
@Path("/api/organizations/{organization}/managed-clusters")
@RunOnVirtualThread
public class ManagedClustersResource {
    private final ClusterChanges changes;
    private final Scope scope;

    @Inject
    ManagedClustersResource(ClusterChanges changes, Scope scope) {
        this.changes = changes;
        this.scope = scope;
    }

    /** Makes a cluster. */
    @POST
    @Allows(ADMINISTRATOR)
    public ManagedClusterBody.Named create(
            ManagedClusterBody.@Nullable New body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller maker = scope.caller();
        if (body == null) {
            throw Problem.invalid("", "Give a name.");
        }
        new ClusterInput()
                .name(body.name())
                .text("/displayName", body.displayName())
                .text("/description", body.description())
                .tags(body.tags())
                .refuseIfWrong();
        ClusterState state =
                new ClusterState(
                        Objects.requireNonNull(body.name()),
                        body.displayName(),
                        body.description(),
                        body.tags() == null ? List.of() : body.tags(),
                        ClusterState.Definition.NONE,
                        ClusterState.Sharing.NONE,
                        false);
        String bound =
                idempotencyKey == null || idempotencyKey.isBlank()
                        ? null
                        : Digests.sha256(maker.account().id() + "\n" + idempotencyKey);
        return ManagedClusterBody.Named.of(
                changes.create(
                        new ClusterChanges.Wanted(
                                ClusterType.MANAGED,
                                scope.organization(),
                                maker.username(),
                                maker.account().id(),
                                state,
                                bound),
                        maker.actor()));
    }
}
