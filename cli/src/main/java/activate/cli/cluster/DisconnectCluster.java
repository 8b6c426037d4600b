package activate.cli.cluster;

import activate.cli.api.Platform;
import activate.cli.terminal.Failure;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine;

/** `pw clusters disconnect N` */
@CommandLine.Command(
        name = "disconnect",
        description = "Ends the connections to a cluster.",
        mixinStandardHelpOptions = true)
final class DisconnectCluster extends ClusterCommand {
    DisconnectCluster(Platform platform) {
        super(platform);
    }

    @Override
    protected void run() throws Failure {
        String path = finder().path(cluster()) + "/disconnect";
        platform().api().post(path, JsonNodeFactory.instance.objectNode());
        platform().terminal().say("disconnected " + cluster());
    }
}
