package activate.cli.auth;

import activate.cli.api.Invocation;
import picocli.CommandLine;

/** `pw auth …` */
@CommandLine.Command(
        name = "auth",
        description = "Logging in and out, and the stored logins.",
        mixinStandardHelpOptions = true)
public final class AuthCommands {
    private AuthCommands() {}

    public static CommandLine of(Invocation invocation) {
        return new CommandLine(new AuthCommands())
                .addSubcommand(new LoginCommand(invocation))
                .addSubcommand(new LogoutCommand(invocation))
                .addSubcommand(new ListContexts(invocation))
                .addSubcommand(new UseContext(invocation))
                .addSubcommand(new RemoveContext(invocation))
                .addSubcommand(new WhoamiCommand(invocation))
                .addSubcommand(new TokenCommand(invocation));
    }
}
