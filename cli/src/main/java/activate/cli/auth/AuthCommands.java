package activate.cli.auth;

import activate.cli.api.Platform;
import picocli.CommandLine;

/** `pw auth …` */
@CommandLine.Command(
        name = "auth",
        description = "Logging in and out.",
        mixinStandardHelpOptions = true)
public final class AuthCommands {
    private AuthCommands() {}

    public static CommandLine of(Platform platform) {
        return new CommandLine(new AuthCommands())
                .addSubcommand(new LoginCommand(platform))
                .addSubcommand(new LogoutCommand(platform))
                .addSubcommand(new WhoamiCommand(platform))
                .addSubcommand(new TokenCommand(platform));
    }
}
