package activate.cli.way;

import activate.cli.api.Api;
import activate.cli.api.Platform;
import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Asks the platform where a cluster is; only the part of it that keeps the tunnels has to be up.
 */
public final class FindTarget {
    private final Platform platform;

    public FindTarget(Platform platform) {
        this.platform = platform;
    }

    public SshTarget find(String cluster, @Nullable String node) throws Failure {
        SshTarget target =
                SshTarget.of(platform.api().get("/ws/ssh/target" + query(cluster, node)));
        platform.trace(
                "cluster "
                        + target.cluster()
                        + ", node "
                        + target.node()
                        + ", direct addresses "
                        + target.direct().size());
        return target;
    }

    /** The same, for an ssh that must know the other side. */
    public SshTarget findKnown(String cluster, @Nullable String node) throws Failure {
        SshTarget target = find(cluster, node);
        if (target.hostKeys().isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the platform knows no SSH host key of " + target.node(),
                    "the agent reports them: see `activate-agent doctor` on the node");
        }
        return target;
    }

    static String query(String cluster, @Nullable String node) {
        return "?cluster=" + Api.part(cluster) + (node == null ? "" : "&node=" + Api.part(node));
    }
}
