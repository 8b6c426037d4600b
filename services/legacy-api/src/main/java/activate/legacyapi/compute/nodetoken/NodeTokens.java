package activate.legacyapi.compute.nodetoken;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterProblems;
import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.hub.AgentHub;
import activate.legacyapi.identity.caller.Authenticate;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.stored.ActivityType;
import activate.messages.hub.NewRegistrationToken;
import activate.messages.hub.RegistrationToken;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registration tokens of a cluster whose owner has been made sure of already. */
@ApplicationScoped
class NodeTokens implements ActivityType.Source {
    private static final int DEFAULT_MINUTES = 30;
    private static final int LONGEST_MINUTES = 24 * 60;

    private final AgentHub hub;
    private final ClusterStore clusters;
    private final Authenticate authenticate;

    @Inject
    NodeTokens(AgentHub hub, ClusterStore clusters, Authenticate authenticate) {
        this.hub = hub;
        this.clusters = clusters;
        this.authenticate = authenticate;
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(NodeTokenActivity.values());
    }

    /**
     * Makes a token: one-time and for 30 minutes, unless asked otherwise.
     *
     * @throws Problem also where agent-hub refuses it, as 409 {@code token_limit} where the cluster
     *     has as many as it may
     */
    NodeTokenBody.Made create(Caller caller, Cluster cluster, NodeTokenBody.@Nullable Wanted body) {
        int minutes =
                body == null || body.expiresInMinutes() == null
                        ? DEFAULT_MINUTES
                        : body.expiresInMinutes();
        boolean reusable = body != null && Boolean.TRUE.equals(body.reusable());
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw Problem.invalid(
                    "/expiresInMinutes", "expiresInMinutes: " + minutes + " (expected: 1 to 1440)");
        }
        RegistrationToken token = made(caller, cluster, minutes, reusable);
        boolean noted =
                clusters.note(
                        cluster.id(),
                        NodeTokenActivity.CREATED
                                .by(caller.actor())
                                .with(
                                        Map.of(
                                                "tokenId",
                                                token.id(),
                                                "reusable",
                                                Boolean.toString(reusable))));
        requireStill(caller, cluster, token, noted);
        return new NodeTokenBody.Made(
                token.id(),
                Objects.requireNonNull(token.token(), "agent-hub gave no token"),
                token.hint(),
                cluster.name(),
                cluster.organization(),
                token.reusable(),
                token.expiresAt());
    }

    private RegistrationToken made(Caller caller, Cluster cluster, int minutes, boolean reusable) {
        return hub.createToken(
                new NewRegistrationToken(
                        cluster.id(),
                        cluster.name(),
                        cluster.organization(),
                        Duration.ofMinutes(minutes).toSeconds(),
                        reusable,
                        caller.username()));
    }

    /** What was made for a cluster or a caller that is gone by now is taken back. */
    private void requireStill(
            Caller caller, Cluster cluster, RegistrationToken token, boolean isThere) {
        Runnable takeBack = () -> hub.revokeToken(cluster.id(), token.id());
        if (!isThere) {
            takeBack.run();
            throw ClusterProblems.notFound(cluster.name());
        }
        authenticate.requireStill(caller, takeBack);
    }

    /** The tokens that can still be used. */
    List<NodeTokenBody.Listed> list(Cluster cluster) {
        return hub.tokens(cluster.id()).stream()
                .map(
                        token ->
                                new NodeTokenBody.Listed(
                                        token.id(),
                                        token.hint(),
                                        token.reusable(),
                                        token.createdAt(),
                                        token.expiresAt(),
                                        token.createdBy()))
                .toList();
    }

    /** Makes a token void. */
    void revoke(Caller caller, Cluster cluster, String id) {
        hub.revokeToken(cluster.id(), id);
        clusters.note(
                cluster.id(),
                NodeTokenActivity.REVOKED.by(caller.actor()).with(Map.of("tokenId", id)));
    }
}
