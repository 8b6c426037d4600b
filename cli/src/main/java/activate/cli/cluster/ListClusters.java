package activate.cli.cluster;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw clusters ls` */
@CommandLine.Command(
        name = "ls",
        aliases = "list",
        description = "Lists the clusters that you may see.",
        mixinStandardHelpOptions = true)
final class ListClusters extends Command {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of("NAME", "name"),
                    Column.of("TYPE", "type"),
                    Column.of("STATUS", "status"),
                    Column.of("OWNER", "user"),
                    Column.of("NODES", "activeNodes"),
                    Column.of("SCHEDULER", "schedulerType"),
                    Column.of("DESCRIPTION", "description"));

    @Option(names = "--owned", description = "only your own")
    private boolean owned;

    ListClusters(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        String scope = owned ? "mine" : "all";
        invocation()
                .printer()
                .rows(invocation().api().get("/api/clusters?scope=" + scope), COLUMNS);
    }
}
