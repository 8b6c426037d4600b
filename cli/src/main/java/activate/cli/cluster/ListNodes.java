package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import com.fasterxml.jackson.databind.JsonNode;
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
                    new Column(
                            "HOSTNAME",
                            row -> row.path("hostname").asText(row.path("name").asText())),
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
        String path = row.path(finder.organization());
        if (usage) {
            invocation().printer().rows(invocation().api().get(path + "/nodes/usage"), USAGE);
            return;
        }
        JsonNode nodes =
                row.isManaged()
                        ? invocation().api().get(path).path("nodes")
                        : invocation().api().get(path + "/nodes");
        invocation().printer().rows(nodes, NODES);
    }
}
