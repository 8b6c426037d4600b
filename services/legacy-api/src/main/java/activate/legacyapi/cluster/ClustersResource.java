package activate.legacyapi.cluster;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.platform.Digests;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The clusters that a caller sees, and new existing ones. */
@Path("/api/clusters")
@RunOnVirtualThread
public class ClustersResource {
    private final ClusterChanges changes;
    private final ShowClusters show;
    private final Scope scope;

    @Inject
    ClustersResource(ClusterChanges changes, ShowClusters show, Scope scope) {
        this.changes = changes;
        this.show = show;
        this.scope = scope;
    }

    /**
     * The clusters of the caller and those shared with the caller; with {@code scope} only the own
     * ones ({@code mine}), those of another user ({@code user:name}), or {@code all} that the
     * caller may see, which for administrators includes those of others.
     */
    @GET
    @Allows(SELF)
    public List<GeneralCluster> list(@QueryParam("scope") @DefaultValue("") String wanted) {
        return show.list(scope.account(), wanted);
    }

    /** Makes an existing cluster for the caller. */
    @POST
    @Allows(SELF)
    public GeneralCluster create(
            ClusterBody.@Nullable New body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller maker = scope.caller();
        if (body == null) {
            throw Problem.invalid("", "Give name and type.");
        }
        if (!ClusterType.EXISTING.contractWord().equals(body.type())) {
            throw ClusterProblems.typeNotOffered(String.valueOf(body.type()));
        }
        ClusterInput input =
                new ClusterInput()
                        .name(body.name())
                        .text("/displayName", body.displayName())
                        .text("/description", body.description())
                        .tags(body.tags());
        ClusterState.Definition definition = body.definition().checked(input);
        ClusterState state =
                new ClusterState(
                        Objects.requireNonNull(body.name()),
                        body.displayName(),
                        body.description(),
                        body.tags() == null ? List.of() : body.tags(),
                        definition,
                        ClusterState.Sharing.NONE,
                        false);
        Cluster cluster =
                changes.create(
                        new ClusterChanges.Wanted(
                                ClusterType.EXISTING,
                                maker.account().organization(),
                                maker.username(),
                                maker.account().id(),
                                state,
                                bound(maker, idempotencyKey)),
                        maker.actor());
        return show.show(maker.account(), cluster);
    }

    /** The key as it is stored: another user's same key is another key. */
    static @Nullable String bound(Caller maker, @Nullable String idempotencyKey) {
        return idempotencyKey == null || idempotencyKey.isBlank()
                ? null
                : Digests.sha256(maker.account().id() + "\n" + idempotencyKey);
    }
}
