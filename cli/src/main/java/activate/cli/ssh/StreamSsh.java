package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.route.FindDestination;
import activate.cli.route.NodeRoute;
import activate.cli.route.OpenRoute;
import activate.cli.route.PumpStream;
import activate.cli.route.SshDestination;
import activate.cli.route.Via;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an ssh: its standard input and output are connected to the SSH server of a node.
 */
public final class StreamSsh {
    private final Invocation invocation;
    private final Request request;

    public StreamSsh(Invocation invocation, Request request) {
        this.invocation = invocation;
        this.request = request;
    }

    /**
     * Which stream.
     *
     * @param hostKeys whether the node's host keys are written down first
     * @param doctor what to name where ssh ends without a login; empty for nothing
     */
    public record Request(
            String cluster, @Nullable String node, Via via, boolean hostKeys, String doctor) {}

    /** Copies until both sides have ended. */
    public void run() throws Failure {
        try (NodeRoute route = route()) {
            PumpStream stream =
                    new PumpStream(route, invocation.machine().in(), invocation.machine().output());
            if (request.doctor().isEmpty()) {
                stream.run();
            } else {
                new SayWhoKnows(
                                stream,
                                invocation.machine().err(),
                                request.doctor(),
                                () -> KeptPlans.forget(invocation.machine()))
                        .run();
            }
        } catch (Failure e) {
            KeptPlans.forget(invocation.machine());
            throw SayWhoKnows.in(e, request.doctor());
        }
    }

    private NodeRoute route() throws Failure {
        OpenRoute open = new OpenRoute(invocation, request.cluster(), request.node());
        if (!request.hostKeys()) {
            return open.open(request.via());
        }
        // The node that is asked for now is the one to connect to: another one has other keys.
        SshDestination target =
                new FindDestination(invocation).findKnown(request.cluster(), request.node());
        PrepareSsh.knownHosts(invocation, target, SshName.ofCluster(invocation, target));
        return open.open(request.via(), target);
    }
}
