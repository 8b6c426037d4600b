package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** `pw auth ls`: the stored logins, without their secrets. */
@CommandLine.Command(
        name = "ls",
        aliases = "list",
        description = "Lists the stored logins (contexts).",
        mixinStandardHelpOptions = true)
final class ListContexts extends Command {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("", row -> row.path("current").asBoolean() ? "*" : " "),
                    Column.of("CONTEXT", "context"),
                    Column.of("SERVER", "server"),
                    Column.of("USER", "username"),
                    Column.of("ORGANIZATION", "organization"));

    ListContexts(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        CredentialsFile file = CredentialsFile.read(invocation().machine());
        String current = file.currentContext().orElse("");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Identity identity : file.identities()) {
            rows.addObject()
                    .put("context", identity.context())
                    .put("server", identity.server())
                    .put("username", identity.username().orElse(null))
                    .put("organization", identity.organization().orElse(null))
                    .put("current", identity.context().equals(current));
        }
        invocation().printer().rows(rows, COLUMNS);
    }
}
