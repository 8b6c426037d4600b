package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.route.Via;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * `pw forward -L [bind:]port:host:hostport N`: local ports that lead to the cluster, until it is
 * stopped.
 */
@CommandLine.Command(
        name = "forward",
        description = "Forwards local ports to a cluster until stopped.",
        mixinStandardHelpOptions = true)
public final class ForwardCommand extends Command {
    private static final Pattern SPEC =
            Pattern.compile(
                    "([^:]+:|\\[[0-9a-fA-F:]+]:)?\\d{1,5}:([^:]+|\\[[0-9a-fA-F:]+]):\\d{1,5}");

    @Parameters(
            index = "0",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private String cluster = "";

    @Option(
            names = "-L",
            required = true,
            paramLabel = "[bind:]port:host:hostport",
            description = "may be given several times")
    private List<String> forwards = new ArrayList<>();

    @Option(names = "--via", paramLabel = "WAY", description = "auto, direct, peered or tunnel")
    private Via via = Via.auto;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "a certain node of the cluster: host name or id")
    private @Nullable String node;

    @Option(
            names = {"-l", "--login"},
            paramLabel = "USER",
            description = "account on the cluster")
    private @Nullable String user;

    public ForwardCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-N",
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-o",
                                "ServerAliveInterval=15",
                                "-o",
                                "ServerAliveCountMax=2"));
        for (String forward : forwards) {
            if (!SPEC.matcher(forward).matches()) {
                throw new Failure(
                        ExitCode.USAGE,
                        "-L: " + forward + " (expected: [bind:]port:host:hostport)",
                        "");
            }
            options.addAll(List.of("-L", forward));
        }
        if (user != null) {
            options.addAll(List.of("-l", user));
        }
        SshPlan plan =
                new PrepareSsh(invocation())
                        .plan(new PrepareSsh.Request(cluster, node, via, false), options);
        invocation()
                .machine()
                .say(
                        "forwarding "
                                + String.join(", ", forwards)
                                + " to "
                                + cluster
                                + "; Ctrl-C ends it");
        plan.print(invocation());
    }
}
