package activate.agent;

import activate.agent.enrol.EnrolNode;
import activate.agent.enrol.ReadToken;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.ServerAddress;
import activate.agent.state.SshAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `activate-agent enrol` */
@Command(
        name = "enrol",
        aliases = "enroll",
        description = "Exchanges a one-time token for the identity of this node.",
        mixinStandardHelpOptions = true)
final class EnrolCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Mixin private final SshdOption sshd = new SshdOption();

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "platform: https://host[:port]")
    private String server = "";

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of the only authorities to trust")
    private @Nullable Path caFile;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the token; else ACTIVATE_TOKEN, else standard input")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ssh-port",
            paramLabel = "PORT",
            description = "port of this node's SSH server")
    private int sshPort = 22;

    @Option(
            names = "--ssh-host",
            paramLabel = "ADDRESS",
            description =
                    "address of this machine on which it listens (default: the loopback addresses of both families)")
    private String sshHost = "";

    @Option(
            names = "--ssh-host-key",
            arity = "1..*",
            paramLabel = "FILE",
            description = "public host key files to report (default: what the SSH server shows)")
    private List<Path> sshHostKeys = new ArrayList<>();

    @Option(names = "--token", hidden = true)
    private @Nullable String tokenOnCommandLine;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    EnrolCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        if (tokenOnCommandLine != null
                || words.stream().anyMatch(word -> word.startsWith("pwrt"))) {
            throw new AgentFailure(
                    Code.USAGE,
                    "a token on the command line can be read by everybody on this machine",
                    "use --token-file FILE, the variable ACTIVATE_TOKEN or standard input; take this token for known to others");
        }
        if (!words.isEmpty()) {
            throw new AgentFailure(
                    Code.USAGE,
                    "unexpected: " + words.getFirst(),
                    "see: activate-agent enrol --help");
        }
        var request =
                new EnrolNode.Request(
                        address(), Optional.ofNullable(caFile), ssh(), List.copyOf(sshHostKeys));
        String token =
                new ReadToken(console.environment(), console.in())
                        .read(Optional.ofNullable(tokenFile));
        EnrolledNode identity =
                new EnrolNode(state.make(), console.environment(), new SecureRandom())
                        .enrol(request, token);
        console.err()
                .println(
                        "enrolled "
                                + identity.hostname()
                                + " in cluster "
                                + identity.clusterName()
                                + " of organization "
                                + identity.organization());
        tellOtherAddress(request, identity);
        sshd.apply(console, state.open());
        return 0;
    }

    private void tellOtherAddress(EnrolNode.Request request, EnrolledNode identity) {
        if (identity.server().equals(request.server())) {
            return;
        }
        console.err()
                .println(
                        "the platform's own address is "
                                + identity.server()
                                + ": the agent connects there, not to "
                                + request.server());
        EnrolNode.whyUnreachable(identity, console.environment())
                .ifPresent(
                        reason ->
                                console.err()
                                        .println(
                                                "warning: it cannot be reached from here: "
                                                        + reason));
    }

    private URI address() throws AgentFailure {
        return ServerAddress.parse(server)
                .orElseThrow(
                        () ->
                                new AgentFailure(
                                        Code.USAGE,
                                        "--server: " + server + " (expected: https://host[:port])",
                                        "only https is spoken"));
    }

    /** Another machine's server would be reached, and its keys believed, over the network. */
    private SshAddress ssh() throws AgentFailure {
        if (sshPort < 1 || sshPort > 65_535) {
            throw new AgentFailure(
                    Code.USAGE, "--ssh-port: " + sshPort + " (expected: 1-65535)", "");
        }
        SshAddress ssh = new SshAddress(sshHost.strip(), sshPort);
        try {
            for (InetSocketAddress address : ssh.addresses()) {
                if (!ssh.host().isEmpty() && !isOwn(address.getAddress())) {
                    throw new AgentFailure(
                            Code.USAGE,
                            "--ssh-host: "
                                    + sshHost
                                    + " (expected: an address of this machine on which its SSH server listens)",
                            "run the agent on the machine that is to be reached");
                }
            }
            return ssh;
        } catch (UnknownHostException e) {
            throw new AgentFailure(
                    Code.USAGE,
                    "--ssh-host: no address found for " + sshHost,
                    "give an address of this machine on which its SSH server listens",
                    e);
        }
    }

    private static boolean isOwn(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
