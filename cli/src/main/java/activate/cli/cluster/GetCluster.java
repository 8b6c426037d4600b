package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** `pw clusters get N` */
@CommandLine.Command(
        name = "get",
        description = "Shows one cluster.",
        mixinStandardHelpOptions = true)
final class GetCluster extends ClusterCommand {
    private static final List<Column> FIELDS =
            List.of(
                    Column.of("NAME", "name"),
                    Column.of("ID", "id"),
                    Column.of("TYPE", "type"),
                    Column.of("STATUS", "status"),
                    Column.of("OWNER", "user"),
                    Column.of("DISPLAY NAME", "displayName"),
                    Column.of("DESCRIPTION", "description"),
                    Column.of("TAGS", "tags"),
                    Column.of("NODES ONLINE", "activeNodes"),
                    Column.of("LOGIN NODE", "loginNode"),
                    Column.of("SCHEDULER", "schedulerType"),
                    Column.of("CONNECTION", "connectionString"),
                    Column.of("AGENT", "agentVersion"));

    GetCluster(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        FindCluster finder = finder();
        ClusterRow row = finder.find(cluster());
        JsonNode answer = invocation().api().get(row.path(finder.organization()));
        invocation().printer().one(answer, FIELDS);
    }
}
