package activate.cli.sshkey;

import activate.cli.api.Api;
import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** `pw ssh-public-keys delete ID|TITLE` */
@CommandLine.Command(
        name = "delete",
        aliases = "rm",
        description = "Deletes an SSH public key.",
        mixinStandardHelpOptions = true)
final class DeleteSshKey extends Command {
    @Parameters(index = "0", paramLabel = "KEY", description = "id or title")
    private String key = "";

    DeleteSshKey(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        List<String> ids = new ArrayList<>();
        for (JsonNode row : invocation().api().get("/api/ssh-public-keys")) {
            if (row.path("id").asText().equals(key) || row.path("title").asText().equals(key)) {
                ids.add(row.path("id").asText());
            }
        }
        if (ids.isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "there is no key " + key,
                    "see what there is with: pw ssh-public-keys ls");
        }
        if (ids.size() > 1) {
            throw new Failure(
                    ExitCode.CONFLICT, "several keys are named " + key, "give the id of one");
        }
        invocation().api().delete("/api/ssh-public-keys/" + Api.part(ids.getFirst()));
        invocation().machine().say("deleted key " + key);
    }
}
