package activate.cli.cluster;

import activate.cli.api.Command;
import activate.cli.api.Platform;
import activate.cli.output.Column;
import activate.cli.terminal.Failure;
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

    ListClusters(Platform platform) {
        super(platform);
    }

    @Override
    protected void run() throws Failure, IOException {
        String scope = owned ? "mine" : "all";
        platform().printer().rows(platform().api().get("/api/clusters?scope=" + scope), COLUMNS);
    }
}
