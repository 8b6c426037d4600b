package activate.cli.cluster;

import activate.cli.api.Platform;
import activate.cli.output.OutputFormat;
import activate.cli.terminal.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import picocli.CommandLine;

/** `pw clusters connect N` */
@CommandLine.Command(
        name = "connect",
        description = "Asks the platform to connect to a cluster.",
        mixinStandardHelpOptions = true)
final class ConnectCluster extends ClusterCommand {
    ConnectCluster(Platform platform) {
        super(platform);
    }

    @Override
    protected void run() throws Failure, IOException {
        String path = finder().path(cluster()) + "/connect";
        JsonNode answer = platform().api().post(path, JsonNodeFactory.instance.objectNode());
        if (platform().options().output() == OutputFormat.table) {
            String message = answer.path("message").asText();
            platform()
                    .terminal()
                    .out()
                    .println(
                            answer.path("status").asText()
                                    + (message.isEmpty() ? "" : ": " + message));
        } else {
            platform().printer().any(answer);
        }
    }
}
