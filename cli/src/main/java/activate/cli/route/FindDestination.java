package activate.cli.route;

import activate.cli.api.Api;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.messages.hub.SshTarget;
import org.jspecify.annotations.Nullable;

/**
 * Asks the platform where a cluster is; only the part of it that keeps the tunnels has to be up.
 */
public final class FindDestination {
    private final Invocation invocation;

    public FindDestination(Invocation invocation) {
        this.invocation = invocation;
    }

    public SshDestination find(String cluster, @Nullable String node) throws Failure {
        SshDestination found =
                SshDestination.of(
                        invocation
                                .api()
                                .get("/ws/ssh/target" + query(cluster, node), SshTarget.class));
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
        SshDestination found = find(cluster, node);
        if (found.hostKeys().isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the platform knows no SSH host key of " + found.node(),
                    "the agent reports them: see `activate-agent doctor` on the node");
        }
        return found;
    }

    static String query(String cluster, @Nullable String node) {
        return "?cluster=" + Api.part(cluster) + (node == null ? "" : "&node=" + Api.part(node));
    }
}
