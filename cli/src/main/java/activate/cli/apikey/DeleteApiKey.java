package activate.cli.apikey;

import activate.cli.api.Api;
import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** `pw api-keys delete ID|TITLE` */
@CommandLine.Command(
        name = "delete",
        aliases = "rm",
        description = "Deletes an API key; whoever uses it is out at once.",
        mixinStandardHelpOptions = true)
final class DeleteApiKey extends Command {
    @Parameters(index = "0", paramLabel = "KEY", description = "id or title")
    private String key = "";

    DeleteApiKey(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        invocation().api().delete("/api/apikeys/" + Api.part(key));
        invocation().machine().say("deleted key " + key);
    }
}
