package activate.agent;

import activate.agent.enrol.EnrolNode;
import activate.agent.enrol.ReadToken;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            names = "--ssh-host-key",
            arity = "1..*",
            paramLabel = "FILE",
            description = "public host key files to report (default: /etc/ssh/ssh_host_*_key.pub)")
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
        if (sshPort < 1 || sshPort > 65_535) {
            throw new AgentFailure(
                    Code.USAGE, "--ssh-port: " + sshPort + " (expected: 1-65535)", "");
        }
        var request =
                new EnrolNode.Request(
                        address(), Optional.ofNullable(caFile), sshPort, List.copyOf(sshHostKeys));
        String token =
                new ReadToken(console.environment(), console.in())
                        .read(Optional.ofNullable(tokenFile));
        EnrolledNode identity =
                new EnrolNode(state.open(), console.environment(), new SecureRandom())
                        .enrol(request, token);
        console.err()
                .println(
                        "enrolled "
                                + identity.hostname()
                                + " in cluster "
                                + identity.clusterName()
                                + " of organization "
                                + identity.organization());
        return 0;
    }

    private URI address() throws AgentFailure {
        String text = server.contains("://") ? server : "https://" + server;
        try {
            URI uri = URI.create(text);
            boolean bare =
                    uri.getRawPath() == null
                            || uri.getRawPath().isEmpty()
                            || uri.getRawPath().equals("/");
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && bare) {
                String port = uri.getPort() < 0 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
                return URI.create("https://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same answer.
        }
        throw new AgentFailure(
                Code.USAGE,
                "--server: " + server + " (expected: https://host[:port])",
                "only https is spoken");
    }
}
