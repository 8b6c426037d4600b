package activate.cli.route;

import activate.cli.api.Api;
import activate.cli.api.Invocation;
import activate.cli.api.Refusal;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.messages.hub.SshTarget;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the platform where a cluster is; only the part of it that keeps the tunnels has to be up.
 */
public final class FindDestination {
    private static final String TARGET = "/ws/ssh/target";

    private final Invocation invocation;

    public FindDestination(Invocation invocation) {
        this.invocation = invocation;
    }

    public SshDestination find(String cluster, @Nullable String node) throws Failure {
        SshDestination found =
                SshDestination.of(
                        TargetText.read(invocation.api().get(TARGET + query(cluster, node))));
        invocation.trace(
                "cluster "
                        + found.cluster()
                        + ", node "
                        + found.node()
                        + ", direct addresses "
                        + found.direct().size());
        return found;
    }

    /** The same, for an ssh that must know the other side. */
    public SshDestination findKnown(String cluster, @Nullable String node) throws Failure {
        return known(find(cluster, node));
    }

    /**
     * What was found, if the other side can be known.
     *
     * @throws Failure where the platform has no host key of it
     */
    public static SshDestination known(SshDestination found) throws Failure {
        if (found.hostKeys().isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the platform knows no SSH host key of " + found.node(),
                    "the agent reports them: see `activate-agent doctor` on the node");
        }
        return found;
    }

    /**
     * What the platform says of a cluster to whom it lets in.
     *
     * @param noNode why there is no node of it to go to
     */
    public record Answer(Optional<SshTarget> target, Optional<Failure> noNode) {}

    /**
     * Asks for both apart: the cluster, and the node of it.
     *
     * @throws Failure where the cluster is not known or not permitted
     */
    public Answer ask(String cluster, @Nullable String node) throws Failure {
        String path = TARGET + query(cluster, node);
        HttpResponse<String> answer = invocation.api().exchange("GET", path, "");
        if (answer.statusCode() / 100 == 2) {
            return new Answer(
                    Optional.of(TargetText.read(invocation.api().json(answer))), Optional.empty());
        }
        Failure refusal = Refusal.of(answer.statusCode(), answer.body(), "GET " + TARGET);
        return switch (Refusal.code(answer.body())) {
            case "cluster_offline", "node_not_found", "node_name_ambiguous" ->
                    new Answer(Optional.empty(), Optional.of(refusal));
            default -> throw refusal;
        };
    }

    static String query(String cluster, @Nullable String node) {
        return "?cluster=" + Api.part(cluster) + (node == null ? "" : "&node=" + Api.part(node));
    }
}
