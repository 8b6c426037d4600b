package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine;

/** `pw clusters disconnect N` */
@CommandLine.Command(
        name = "disconnect",
        description = "Ends the connections to a cluster.",
        mixinStandardHelpOptions = true)
final class DisconnectCluster extends ClusterCommand {
    DisconnectCluster(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        String path = finder().path(cluster()) + "/disconnect";
        invocation().api().post(path, JsonNodeFactory.instance.objectNode());
        invocation().machine().say("disconnected " + cluster());
    }
}
