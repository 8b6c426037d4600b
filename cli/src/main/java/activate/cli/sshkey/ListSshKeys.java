package activate.cli.sshkey;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** `pw ssh-public-keys ls` */
@CommandLine.Command(
        name = "ls",
        aliases = "list",
        description = "Lists your SSH public keys.",
        mixinStandardHelpOptions = true)
final class ListSshKeys extends Command {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("ID", "id"),
                    Column.of("TITLE", "title"),
                    new Column("TYPE", row -> row.path("key").asText().split(" ", 2)[0]),
                    Column.of("CREATED", "createdAt"));

    ListSshKeys(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        invocation().printer().rows(invocation().api().get("/api/ssh-public-keys"), COLUMNS);
    }
}
