package activate.legacyapi.managed;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.cluster.ClusterChanges;
import activate.legacyapi.cluster.ClusterInput;
import activate.legacyapi.cluster.ClusterState;
import activate.legacyapi.cluster.ClusterType;
import activate.legacyapi.platform.Digests;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** New clusters of an organization; they are listed with all others. */
@Path("/api/organizations/{organization}/managed-clusters")
@RunOnVirtualThread
public class ManagedClustersResource {
    private final ClusterChanges changes;
    private final CurrentCaller caller;

    @PathParam("organization")
    String organization;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ManagedClustersResource(ClusterChanges changes, CurrentCaller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    /** Makes a cluster. */
    @POST
    public ManagedClusterBody.Named create(
            ManagedClusterBody.@Nullable New body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller maker = caller.get();
        maker.requireAdministrator(organization);
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
                                organization,
                                maker.username(),
                                maker.account().id(),
                                state,
                                bound),
                        maker.actor()));
    }
}
