package activate.cli.cluster;

import activate.cli.api.Invocation;
import picocli.CommandLine;

/** `pw clusters …` */
@CommandLine.Command(
        name = "clusters",
        aliases = "cluster",
        description = "Clusters, their nodes and node tokens.",
        mixinStandardHelpOptions = true)
public final class ClusterCommands {
    private ClusterCommands() {}

    public static CommandLine of(Invocation invocation) {
        return new CommandLine(new ClusterCommands())
                .addSubcommand(new ListClusters(invocation))
                .addSubcommand(new GetCluster(invocation))
                .addSubcommand(new CreateCluster(invocation))
                .addSubcommand(new DeleteCluster(invocation))
                .addSubcommand(new ConnectCluster(invocation))
                .addSubcommand(new DisconnectCluster(invocation))
                .addSubcommand(new ListNodes(invocation))
                .addSubcommand(new RemoveNode(invocation))
                .addSubcommand(new NodeTokenCommand(invocation));
    }
}
