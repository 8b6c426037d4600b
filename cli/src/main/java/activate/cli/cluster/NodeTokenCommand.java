package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw clusters node-token N`: prints the token alone, for `activate-agent enrol`. */
@CommandLine.Command(
        name = "node-token",
        description = "Prints a one-time token that enrols one node.",
        mixinStandardHelpOptions = true)
final class NodeTokenCommand extends ClusterCommand {
    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "how long it can be used, such as 30m or 2h")
    private String ttl = "30m";

    @Option(names = "--reusable", description = "good for several nodes until it expires")
    private boolean reusable;

    NodeTokenCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        long minutes = minutes(ttl);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("expiresInMinutes", minutes).put("reusable", reusable);
        JsonNode token = invocation().api().post(finder().path(cluster()) + "/node-token", body);
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().out().println(token.path("token").asText());
        } else {
            invocation().printer().any(token);
        }
    }

    private static long minutes(String ttl) throws Failure {
        try {
            String text = ttl.matches("[0-9]+") ? ttl + "m" : ttl;
            Duration duration =
                    text.endsWith("d")
                            ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                            : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (duration.toMinutes() >= 1) {
                return duration.toMinutes();
            }
        } catch (java.time.format.DateTimeParseException
                | NumberFormatException
                | ArithmeticException _) {
            // Falls through to the same answer.
        }
        throw new Failure(
                ExitCode.USAGE,
                "--ttl: " + ttl + " (expected: at least one minute, such as 30m or 2h)",
                "");
    }
}
