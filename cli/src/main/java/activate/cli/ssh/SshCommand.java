package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.route.Via;
import java.io.IOException;
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
            "Options of ssh may stand before and behind the cluster, which may be USER@CLUSTER: pw ssh -A ada@CLUSTER -L 8080:localhost:80 hostname"
        },
        footer = {
            "",
            "Keys and known hosts are kept in ~/.config/pw, or where PW_CREDENTIALS_DIR or XDG_CONFIG_HOME says."
        },
        mixinStandardHelpOptions = true)
public final class SshCommand extends Command {
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
            paramLabel = "NODE",
            description = "a certain node of the cluster: host name or id")
    private @Nullable String node;

    @Option(
            names = "--proxy-command",
            description =
                    "connect standard input and output to the cluster's SSH server, for ProxyCommand")
    private boolean proxyCommand;

    @Option(
            names = "--host-keys",
            hidden = true,
            description =
                    "write down the node's host keys first, where `pw ssh configure` says that ssh looks")
    private boolean hostKeys;

    @Option(
            names = "--quiet",
            hidden = true,
            description = "ssh was told to be quiet: say nothing where it ends without a login")
    private boolean quiet;

    @Option(
            names = "--doctor",
            hidden = true,
            paramLabel = "COMMAND",
            description = "with --proxy-command: what to name where ssh ends without a login")
    private String doctor = "";

    private SshCommand(Invocation invocation) {
        super(invocation);
    }

    public static CommandLine of(Invocation invocation) {
        return new CommandLine(new SshCommand(invocation))
                .addSubcommand(new ConfigureSsh(invocation));
    }

    @Override
    protected void run() throws Failure, IOException {
        if (cluster.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "no cluster given", "see: pw ssh --help");
        }
        if (proxyCommand) {
            new StreamSsh(invocation(), new StreamSsh.Request(cluster, node, via, hostKeys, doctor))
                    .run();
            return;
        }
        PrepareSsh.Request request = new PrepareSsh.Request(cluster, node, via, quiet);
        KeptPlans kept = new KeptPlans(invocation());
        try {
            new PrepareSsh(invocation()).plan(request, kept).print(invocation());
        } catch (Failure e) {
            throw SayWhoKnows.in(e, request.doctor());
        }
    }
}
