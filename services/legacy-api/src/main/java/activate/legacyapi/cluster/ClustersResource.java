package activate.legacyapi.cluster;

import activate.legacyapi.auth.AuthProblems;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.platform.Digests;
import activate.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clusters that a caller sees, and new existing ones. */
@Path("/api/clusters")
@RunOnVirtualThread
public class ClustersResource {
    private static final String USER_SCOPE = "user:";

    private final ClusterStore clusters;
    private final ClusterChanges changes;
    private final ShowClusters show;
    private final CurrentCaller caller;

    @Inject
    ClustersResource(
            ClusterStore clusters,
            ClusterChanges changes,
            ShowClusters show,
            CurrentCaller caller) {
        this.clusters = clusters;
        this.changes = changes;
        this.show = show;
        this.caller = caller;
    }

    /**
     * The clusters of the caller and those shared with the caller; with {@code scope} only the own
     * ones ({@code mine}), those of another user ({@code user:name}), or {@code all} that the
     * caller may see, which for administrators includes those of others.
     */
    @GET
    public List<GeneralCluster> list(@QueryParam("scope") @Nullable String scope) {
        Caller known = caller.get();
        return show.show(known, inScope(known, Objects.requireNonNullElse(scope, "")));
    }

    /** Makes an existing cluster for the caller. */
    @POST
    public GeneralCluster create(
            ClusterBody.@Nullable New body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller maker = caller.get();
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
        return show.show(maker, cluster);
    }

    /** The key as it is stored: another user's same key is another key. */
    static @Nullable String bound(Caller maker, @Nullable String idempotencyKey) {
        return idempotencyKey == null || idempotencyKey.isBlank()
                ? null
                : Digests.sha256(maker.account().id() + "\n" + idempotencyKey);
    }

    private List<Cluster> inScope(Caller known, String scope) {
        String organization = known.account().organization();
        return switch (scope) {
            case "" -> ownAndShared(known);
            case "mine" -> clusters.ownedBy(organization, known.username());
            case "all" -> all(known);
            default -> ofUser(known, scope);
        };
    }

    private List<Cluster> ownAndShared(Caller known) {
        return Stream.concat(
                        clusters.ownedBy(known.account().organization(), known.username()).stream(),
                        shared(known))
                .toList();
    }

    private List<Cluster> all(Caller known) {
        if (known.account().roles().platformAdmin()) {
            return clusters.everyOne();
        }
        String organization = known.account().organization();
        return known.administers(organization)
                ? clusters.ofOrganization(organization)
                : ownAndShared(known);
    }

    private Stream<Cluster> shared(Caller known) {
        return clusters.ofOrganization(known.account().organization()).stream()
                .filter(cluster -> cluster.type() == ClusterType.MANAGED)
                .filter(cluster -> cluster.admits(known.account()));
    }

    private List<Cluster> ofUser(Caller known, String scope) {
        if (!scope.startsWith(USER_SCOPE)) {
            throw Problem.invalid(
                    "scope", "scope: " + scope + " (expected: mine, all or user:<name>)");
        }
        String user = scope.substring(USER_SCOPE.length());
        String organization = known.account().organization();
        if (!known.is(organization, user) && !known.administers(organization)) {
            throw AuthProblems.administratorsOnly();
        }
        return clusters.ownedBy(organization, user);
    }
}
