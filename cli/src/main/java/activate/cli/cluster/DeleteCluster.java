package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import picocli.CommandLine;

/** `pw clusters delete N` */
@CommandLine.Command(
        name = "delete",
        aliases = "rm",
        description = "Deletes a cluster; its nodes lose their way in at once.",
        mixinStandardHelpOptions = true)
final class DeleteCluster extends ClusterCommand {
    DeleteCluster(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        invocation().api().delete(finder().path(cluster()));
        invocation().machine().say("deleted cluster " + cluster());
    }
}
