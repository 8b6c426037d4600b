package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** `pw auth whoami`: who the platform says the user is. */
@CommandLine.Command(
        name = "whoami",
        description = "Shows the user and the organization of the credentials.",
        mixinStandardHelpOptions = true)
final class WhoamiCommand extends Command {
    private static final List<Column> FIELDS =
            List.of(
                    Column.of("USER", "username"),
                    Column.of("NAME", "name"),
                    Column.of("EMAIL", "email"),
                    Column.of("ORGANIZATION", "organization"),
                    Column.of("ADMIN", "admin"));

    WhoamiCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        invocation().printer().one(invocation().api().get("/api/auth/session"), FIELDS);
    }
}
