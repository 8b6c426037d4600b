package activate.cli.cluster;

import activate.cli.api.Platform;
import activate.cli.terminal.Failure;
import picocli.CommandLine;

/** `pw clusters delete N` */
@CommandLine.Command(
        name = "delete",
        aliases = "rm",
        description = "Deletes a cluster; its nodes lose their way in at once.",
        mixinStandardHelpOptions = true)
final class DeleteCluster extends ClusterCommand {
    DeleteCluster(Platform platform) {
        super(platform);
    }

    @Override
    protected void run() throws Failure {
        platform().api().delete(finder().path(cluster()));
        platform().terminal().say("deleted cluster " + cluster());
    }
}
