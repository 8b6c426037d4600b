package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.route.NodeRoute;
import activate.cli.route.OpenRoute;
import activate.cli.route.PumpStream;
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
 * `pw ssh N`: prints the command line of the user's own ssh for the launcher to become, or with
 * `--proxy-command` is the stream itself.
 */
@CommandLine.Command(
        name = "ssh",
        description = {
            "Logs in to a cluster with your own ssh.",
            "Options for ssh and a remote command follow the cluster: pw ssh CLUSTER -- -L 8080:localhost:80 hostname"
        },
        mixinStandardHelpOptions = true)
public final class SshCommand extends Command {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@\\\\-]{0,254}");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private String cluster = "";

    @Option(names = "--via", paramLabel = "WAY", description = "auto, direct, peered or tunnel")
    private Via via = Via.auto;

    @Option(
            names = "--node",
            paramLabel = "HOSTNAME",
            description = "a certain node of the cluster")
    private @Nullable String node;

    @Option(
            names = {"-l", "--login"},
            paramLabel = "USER",
            description = "account on the cluster")
    private @Nullable String user;

    @Option(
            names = "--proxy-command",
            description =
                    "connect standard input and output to the cluster's SSH server, for ProxyCommand")
    private boolean proxyCommand;

    private final SshArguments arguments;

    private SshCommand(Invocation invocation, SshArguments arguments) {
        super(invocation);
        this.arguments = arguments;
    }

    /** The command with what was cut off for ssh and for the other side. */
    public static CommandLine of(Invocation invocation, SshArguments arguments) {
        return new CommandLine(new SshCommand(invocation, arguments))
                .addSubcommand(new ConfigureSsh(invocation));
    }

    @Override
    protected void run() throws Failure, IOException {
        if (cluster.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "no cluster given", "see: pw ssh --help");
        }
        if (user != null && !USER.matcher(user).matches()) {
            throw new Failure(ExitCode.USAGE, "-l: " + user + " (expected: a user name)", "");
        }
        if (proxyCommand) {
            stream();
            return;
        }
        PrepareSsh.Request request = new PrepareSsh.Request(cluster, node, via, user);
        List<String> words =
                new ArrayList<>(new PrepareSsh(invocation()).command(request, arguments.ssh()));
        words.addAll(arguments.command());
        LaunchPlan.print(invocation(), words);
    }

    private void stream() throws Failure {
        if (!arguments.ssh().isEmpty() || !arguments.command().isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE, "--proxy-command takes nothing behind the cluster", "");
        }
        try (NodeRoute route = new OpenRoute(invocation(), cluster, node).open(via)) {
            PumpStream.pump(route, invocation().machine().in(), invocation().machine().rawOut());
        }
    }
}
