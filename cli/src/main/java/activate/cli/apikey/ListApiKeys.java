package activate.cli.apikey;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** `pw api-keys ls` */
@CommandLine.Command(
        name = "ls",
        aliases = "list",
        description = "Lists your API keys, without their secrets.",
        mixinStandardHelpOptions = true)
final class ListApiKeys extends Command {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("ID", "id"),
                    Column.of("TITLE", "title"),
                    Column.of("ENDS WITH", "keyHint"),
                    Column.of("CREATED", "created"),
                    Column.of("EXPIRES", "expiration"),
                    Column.of("LAST USED", "lastUsedAt"));

    ListApiKeys(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        invocation().printer().rows(invocation().api().get("/api/apikeys"), COLUMNS);
    }
}
