package activate.cli.cluster;

import activate.cli.api.Api;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** `pw clusters remove-node N NODE` */
@CommandLine.Command(
        name = "remove-node",
        aliases = "rm-node",
        description = "Revokes a node: its tunnel ends at once, and it must be enrolled anew.",
        mixinStandardHelpOptions = true)
final class RemoveNode extends ClusterCommand {
    @Parameters(
            index = "1",
            paramLabel = "NODE",
            description = "host name, or id where several nodes have one host name")
    private String node = "";

    RemoveNode(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        invocation().api().delete(finder().path(cluster()) + "/nodes/" + Api.part(node));
        invocation().machine().say("removed node " + node + " of cluster " + cluster());
    }
}
