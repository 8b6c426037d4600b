package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw clusters nodes N [--usage]` */
@CommandLine.Command(
        name = "nodes",
        description = "Lists the nodes of a cluster, or the hours that they were online.",
        mixinStandardHelpOptions = true)
final class ListNodes extends ClusterCommand {
    private static final List<Column> NODES =
            List.of(
                    new Column("HOSTNAME", ClusterNodes::name),
                    Column.of("STATUS", "status"),
                    Column.of("TUNNEL", "tunnelConnected"),
                    Column.of("AGENT", "agentVersion"),
                    Column.of("LAST HEARTBEAT", "lastHeartbeat"),
                    Column.of("CPU %", "metrics.cpuUsage"),
                    Column.of("MEMORY %", "metrics.memoryUsage"),
                    Column.of("LOAD", "metrics.loadAvg1"),
                    Column.of("ID", "id"));

    private static final List<Column> USAGE =
            List.of(
                    Column.of("HOSTNAME", "hostname"),
                    Column.of("NODE HOURS", "nodeHours"),
                    Column.of("INTERVALS", "intervals"),
                    Column.of("FIRST", "firstAt"),
                    Column.of("LAST", "lastAt"));

    @Option(names = "--usage", description = "show the hours that each node was online")
    private boolean usage;

    ListNodes(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        FindCluster finder = finder();
        ClusterRow row = finder.find(cluster());
        String organization = finder.organization();
        if (usage) {
            invocation()
                    .printer()
                    .rows(invocation().api().get(row.path(organization) + "/nodes/usage"), USAGE);
            return;
        }
        invocation().printer().rows(new ClusterNodes(invocation(), organization).of(row), NODES);
    }
}
