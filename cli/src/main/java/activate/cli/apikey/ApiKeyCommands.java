package activate.cli.apikey;

import activate.cli.api.Invocation;
import picocli.CommandLine;

/** `pw api-keys …` */
@CommandLine.Command(
        name = "api-keys",
        description = "The API keys by which programs are you.",
        mixinStandardHelpOptions = true)
public final class ApiKeyCommands {
    private ApiKeyCommands() {}

    public static CommandLine of(Invocation invocation) {
        return new CommandLine(new ApiKeyCommands())
                .addSubcommand(new ListApiKeys(invocation))
                .addSubcommand(new MakeApiKey(invocation))
                .addSubcommand(new DeleteApiKey(invocation));
    }
}
