package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.api.Lifetime;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw clusters node-token N`: prints the token alone, for `activate-agent enrol`. */
@CommandLine.Command(
        name = "node-token",
        description = "Prints a one-time token that enrols one node.",
        mixinStandardHelpOptions = true)
final class NodeTokenCommand extends ClusterCommand {
    private static final Lifetime TTL =
            new Lifetime(
                    "--ttl",
                    Duration.ofMinutes(1),
                    Duration.ofDays(1),
                    "from 1m to 24h, such as 30m, 30min or 2h");

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "how long it can be used, from 1m to 24h (default ${DEFAULT-VALUE})")
    private String ttl = "30m";

    @Option(names = "--reusable", description = "good for several nodes until it expires")
    private boolean reusable;

    NodeTokenCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        long minutes = TTL.minutes(ttl);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("expiresInMinutes", minutes).put("reusable", reusable);
        JsonNode token = invocation().api().post(finder().path(cluster()) + "/node-token", body);
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().out().println(token.path("token").asText());
        } else {
            invocation().printer().any(token);
        }
    }
}
