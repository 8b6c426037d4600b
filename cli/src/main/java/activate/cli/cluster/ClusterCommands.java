package activate.cli.cluster;

import activate.cli.api.Platform;
import picocli.CommandLine;

/** `pw clusters …` */
@CommandLine.Command(
        name = "clusters",
        aliases = "cluster",
        description = "Clusters, their nodes and node tokens.",
        mixinStandardHelpOptions = true)
public final class ClusterCommands {
    private ClusterCommands() {}

    public static CommandLine of(Platform platform) {
        return new CommandLine(new ClusterCommands())
                .addSubcommand(new ListClusters(platform))
                .addSubcommand(new GetCluster(platform))
                .addSubcommand(new CreateCluster(platform))
                .addSubcommand(new DeleteCluster(platform))
                .addSubcommand(new ConnectCluster(platform))
                .addSubcommand(new DisconnectCluster(platform))
                .addSubcommand(new ListNodes(platform))
                .addSubcommand(new NodeTokenCommand(platform));
    }
}
