package activate.agent.service;

import activate.agent.heartbeat.HostKeys;
import activate.agent.platform.AgentApi;
import activate.agent.service.CheckResult.Bad;
import activate.agent.service.CheckResult.Good;
import activate.agent.service.CheckResult.Unknown;
import activate.agent.state.AgentFailure;
import activate.agent.state.EnrolledNode;
import activate.agent.state.SshAddress;
import activate.agent.state.StateDirectory;
import activate.outbound.ClockComparison;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of `doctor`, in the order in which the agent needs what they check. */
public final class RunChecks {
    private static final int SSH_MILLIS = 3_000;

    private final StateDirectory directory;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final String login;
    private final List<CheckResult> findings = new ArrayList<>();

    /**
     * @param login who logs in; empty leaves out what depends on the name
     */
    public RunChecks(
            StateDirectory directory,
            Map<String, String> environment,
            InstantSource clock,
            String login) {
        this.directory = directory;
        this.environment = environment;
        this.clock = clock;
        this.login = login;
    }

    public List<CheckResult> run() {
        try {
            EnrolledNode identity = directory.enrolled();
            directory.key();
            good("enrolment", identity.hostname() + " in cluster " + identity.clusterName());
            checkPlatform(identity);
            checkSsh(identity);
            checkHostKeys(identity);
            findings.addAll(new CheckLogin(directory, environment).run(login));
            checkAgent();
        } catch (AgentFailure e) {
            bad("enrolment", String.valueOf(e.getMessage()), e.hint());
        }
        return List.copyOf(findings);
    }

    private void checkPlatform(EnrolledNode identity) throws AgentFailure {
        try (OutboundClient client =
                OutboundClient.open(identity.caFile(), directory.network(environment))) {
            String way = client.wayTo(identity.server());
            HttpResponse<String> answer = new AgentApi(client, identity.server()).health();
            if (answer.statusCode() == 200) {
                good("platform", identity.server() + " answers, " + way);
            } else {
                bad(
                        "platform",
                        identity.server() + " answers with status " + answer.statusCode(),
                        "check the platform");
            }
            checkClock(ClockComparison.of(answer.headers(), clock.instant()));
        } catch (IOException e) {
            String hint = e instanceof OutboundException known ? known.hint() : "";
            bad(
                    "platform",
                    String.valueOf(e.getMessage()),
                    hint.isEmpty() ? "check the network" : hint);
            unknown("clock", "there is no answer to compare it with");
        }
    }

    private void checkClock(ClockComparison clocks) {
        switch (clocks) {
            case ClockComparison.Agrees() -> good("clock", "agrees with the platform's");
            case ClockComparison.Differs(var text) ->
                    bad("clock", text, ClockComparison.Differs.HINT);
            case ClockComparison.Unknown() -> unknown("clock", "the platform's answer has no date");
        }
    }

    private void checkSsh(EnrolledNode identity) {
        SshAddress ssh = identity.ssh();
        String elsewhere =
                "start it, or enrol with the --ssh-host and --ssh-port on which it listens";
        try {
            for (InetSocketAddress address : ssh.addresses()) {
                Optional<Boolean> answers = answers(address);
                if (answers.isPresent()) {
                    if (answers.get()) {
                        good("ssh", "an SSH server answers on " + shown(address));
                    } else {
                        bad(
                                "ssh",
                                "what listens on " + shown(address) + " is no SSH server",
                                "enrol with --ssh-host and --ssh-port");
                    }
                    return;
                }
            }
            bad("ssh", "no SSH server answers on " + ssh, elsewhere);
        } catch (UnknownHostException _) {
            bad("ssh", "no address found for " + ssh.host(), elsewhere);
        }
    }

    private static String shown(InetSocketAddress address) {
        return new SshAddress(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    /** Whether an SSH server answers; nothing where no server does. */
    private static Optional<Boolean> answers(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, SSH_MILLIS);
            socket.setSoTimeout(SSH_MILLIS);
            String banner =
                    new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
            return Optional.of(banner.equals("SSH-"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void checkHostKeys(EnrolledNode identity) throws AgentFailure {
        HostKeys.Found served = new HostKeys(List.of(), identity.ssh()).read();
        HostKeys.Found found =
                identity.sshHostKeyFiles().isEmpty()
                        ? served
                        : new HostKeys(identity.sshHostKeyFiles(), identity.ssh()).read();
        List<String> expected = directory.hostKeys();
        if (found.keys().isEmpty()) {
            bad(
                    "host-keys",
                    "no SSH host key can be read",
                    "enrol with --ssh-host-key FILE, or install ssh-keyscan");
        } else if (served.guessed()) {
            good(
                    "host-keys",
                    found.keys().size()
                            + " host keys can be reported"
                            + (found.guessed()
                                    ? ", of the system's files: the SSH server could not be asked"
                                    : "; the SSH server could not be asked for its own"));
        } else if (Collections.disjoint(found.keys(), served.keys())) {
            bad(
                    "host-keys",
                    "the SSH server shows none of the keys in " + identity.sshHostKeyFiles(),
                    "enrol anew with the --ssh-host-key files of the server that listens on "
                            + identity.ssh());
        } else if (!expected.isEmpty() && Collections.disjoint(expected, served.keys())) {
            bad(
                    "host-keys",
                    "the SSH server shows other keys than at the enrolment, which every user is made to expect",
                    "put its earlier keys back, or remove the node and enrol it anew");
        } else {
            good("host-keys", served.keys().size() + " host keys, as the SSH server shows them");
        }
    }

    private void checkAgent() {
        try {
            AgentStatus status = AgentStatus.of(directory);
            if (!status.running()) {
                bad(
                        "agent",
                        "no agent runs on this state",
                        "activate-agent run --state " + directory.path());
            } else if (!status.connected()) {
                bad(
                        "agent",
                        "the agent is not connected: " + status.detail(),
                        "see what is said of platform and clock, and the agent's log");
            } else {
                good("agent", "connected since " + status.since() + ": " + status.detail());
            }
        } catch (IOException e) {
            bad(
                    "agent",
                    "the state cannot be read: " + e.getMessage(),
                    "check the owner of " + directory.path());
        }
    }

    private void good(String code, String what) {
        findings.add(new Good(code, what));
    }

    private void unknown(String code, String why) {
        findings.add(new Unknown(code, why));
    }

    private void bad(String code, String cause, String fix) {
        findings.add(new Bad(code, cause, fix));
    }
}
