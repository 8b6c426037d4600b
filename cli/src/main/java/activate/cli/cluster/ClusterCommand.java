package activate.cli.cluster;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import picocli.CommandLine.Parameters;

/** A command about one cluster that exists. */
abstract class ClusterCommand extends Command {
    @Parameters(
            index = "0",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private String cluster = "";

    ClusterCommand(Invocation invocation) {
        super(invocation);
    }

    final String cluster() {
        return cluster;
    }

    final FindCluster finder() {
        return new FindCluster(invocation());
    }
}
