package activate.cli.doctor;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.ping.Probe;
import activate.cli.route.FindDestination;
import activate.cli.route.OpenRoute;
import activate.cli.route.SshDestination;
import activate.cli.route.Via;
import activate.cli.ssh.TryLogin;
import activate.cli.sshkey.FindKey;
import activate.messages.hub.SshTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From the cluster to a login on its node. There is one handshake by ssh, after the key is found:
 * an SSH server counts those that end without a login.
 */
final class ClusterSteps {
    private static final Duration STREAM_TIMEOUT = Duration.ofSeconds(15);

    private final Invocation invocation;
    private final String cluster;
    private final @Nullable String node;
    private Optional<SshTarget> target = Optional.empty();
    private Optional<SshDestination> destination = Optional.empty();
    private Optional<FindKey.Found> key = Optional.empty();
    private Optional<TryLogin.Outcome> outcome = Optional.empty();
    private Optional<Failure> noNode = Optional.empty();

    ClusterSteps(Invocation invocation, String cluster, @Nullable String node) {
        this.invocation = invocation;
        this.cluster = cluster;
        this.node = node;
    }

    List<Step> steps() {
        return List.of(
                new Step("cluster", this::cluster),
                new Step("node", this::node),
                new Step("stream", this::stream),
                new Step("account", this::account),
                new Step("key", this::key),
                new Step("host-key", this::hostKey),
                new Step("ssh", this::ssh));
    }

    private StepFinding cluster() throws Failure {
        FindDestination.Answer answer = new FindDestination(invocation).ask(cluster, node);
        target = answer.target();
        noNode = answer.noNode();
        String name = target.map(SshTarget::cluster).orElse(cluster);
        return StepFinding.good(name + " is known and you may log in to it");
    }

    private StepFinding node() throws Failure {
        if (noNode.isPresent()) {
            throw noNode.get();
        }
        SshTarget found = target.orElseThrow();
        int direct = found.direct() == null ? 0 : found.direct().size();
        if (found.online()) {
            return StepFinding.good(
                    found.node()
                            + " is online"
                            + (direct == 0 ? "" : "; " + direct + " direct addresses to try"));
        }
        String offline = found.node() + " is enrolled but not connected to the platform";
        String fix = "on the node: activate-agent status, and activate-agent doctor";
        if (direct > 0) {
            return StepFinding.doubtful(offline + "; " + direct + " direct addresses to try", fix);
        }
        throw new Failure(ExitCode.UNREACHABLE, offline, fix);
    }

    private StepFinding stream() throws Failure {
        Probe probe =
                Probe.within(
                        STREAM_TIMEOUT, new OpenRoute(invocation, cluster, exactNode()), Via.auto);
        if (!probe.banner().startsWith("SSH-")) {
            throw new Failure(
                    ExitCode.FAILED,
                    "what answers on the node is no SSH server: " + probe.banner(),
                    "enrol the node with the --ssh-host and --ssh-port of its SSH server");
        }
        return StepFinding.good(
                probe.banner()
                        + " by "
                        + probe.via()
                        + " in "
                        + Math.round(probe.millis())
                        + " ms");
    }

    private @Nullable String exactNode() {
        return node != null ? node : target.map(SshTarget::node).orElse(null);
    }

    private StepFinding account() throws Failure {
        destination = Optional.of(SshDestination.of(target.orElseThrow()));
        return StepFinding.good(
                destination.get().user() + ", as the platform says; -l USER names another one");
    }

    private StepFinding key() throws Failure, IOException {
        FindKey.Found found = new FindKey(invocation, TryLogin.host(cluster)).find();
        key = Optional.of(found);
        return found.isRegistered()
                ? StepFinding.good(found.what() + " is here and registered")
                : StepFinding.doubtful(
                        found.what()
                                + " is here; the platform did not say whether it is registered",
                        "the login shows whether the node takes it");
    }

    private StepFinding hostKey() throws Failure, IOException {
        SshDestination to = FindDestination.known(destination.orElseThrow());
        TryLogin.Outcome tried =
                new TryLogin(invocation)
                        .run(cluster, node, to, key.map(FindKey.Found::options).orElseThrow());
        outcome = Optional.of(tried);
        if (!tried.isHostKnown()) {
            throw tried.isOfStream()
                    ? new Failure(
                            ExitCode.UNREACHABLE,
                            tried.complaint(),
                            "try again; the stream opened a moment ago")
                    : new Failure(
                            ExitCode.FAILED,
                            tried.complaint(),
                            "on the node: activate-agent doctor (host-keys); the agent reports the keys of its SSH server when it starts");
        }
        return StepFinding.good(
                "it is the platform's: "
                        + to.hostKeys().stream()
                                .map(line -> line.split(" ", 2)[0])
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private StepFinding ssh() throws Failure {
        TryLogin.Outcome tried = outcome.orElseThrow();
        String user = destination.map(SshDestination::user).orElse("");
        if (!tried.isIn()) {
            throw new Failure(
                    tried.isOutOfTime() ? ExitCode.TIMED_OUT : ExitCode.FORBIDDEN,
                    tried.complaint(),
                    "the account "
                            + user
                            + " may be missing on the node, or its SSH server does not know the platform's keys: on the node, activate-agent doctor (user-keys). A key with a passphrase must be in the ssh-agent");
        }
        return tried.code() == 0
                ? StepFinding.good("logged in as " + user)
                : StepFinding.doubtful(
                        "logged in as "
                                + user
                                + ", but the command true ended with "
                                + tried.code(),
                        "see the shell of the account and its start-up files");
    }
}
