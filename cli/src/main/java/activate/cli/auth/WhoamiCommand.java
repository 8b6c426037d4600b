package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Platform;
import activate.cli.output.Column;
import activate.cli.terminal.Failure;
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

    WhoamiCommand(Platform platform) {
        super(platform);
    }

    @Override
    protected void run() throws Failure, IOException {
        platform().printer().one(platform().api().get("/api/auth/session"), FIELDS);
    }
}
