package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
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
    ConnectCluster(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        String path = finder().path(cluster()) + "/connect";
        JsonNode answer = invocation().api().post(path, JsonNodeFactory.instance.objectNode());
        if (invocation().options().output() == OutputFormat.table) {
            String message = answer.path("message").asText();
            invocation()
                    .machine()
                    .out()
                    .println(
                            answer.path("status").asText()
                                    + (message.isEmpty() ? "" : ": " + message));
        } else {
            invocation().printer().any(answer);
        }
    }
}
