package activate.agent.service;

import activate.agent.heartbeat.HostKeys;
import activate.agent.service.CheckResult.Bad;
import activate.agent.service.CheckResult.Good;
import activate.agent.state.AgentFailure;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checks of `doctor`, in the order in which the agent needs what they check. */
public final class RunChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);
    private static final int SSH_MILLIS = 3_000;

    private final StateDirectory directory;
    private final Map<String, String> environment;
    private final List<CheckResult> findings = new ArrayList<>();

    public RunChecks(StateDirectory directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    public List<CheckResult> run() {
        try {
            EnrolledNode identity = directory.enrolled();
            directory.key();
            good("enrolment", identity.hostname() + " in cluster " + identity.clusterName());
            checkPlatform(identity);
            checkSsh(identity);
            checkHostKeys(identity);
            checkAgent();
        } catch (AgentFailure e) {
            bad("enrolment", String.valueOf(e.getMessage()), e.hint());
        }
        return List.copyOf(findings);
    }

    private void checkPlatform(EnrolledNode identity) {
        try (OutboundClient client = OutboundClient.open(identity.caFile(), environment)) {
            String way = client.wayTo(identity.server());
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(identity.server().resolve("/healthzz"))
                                    .timeout(TIMEOUT)
                                    .build());
            if (answer.statusCode() == 200) {
                good("platform", identity.server() + " answers, " + way);
            } else {
                bad(
                        "platform",
                        identity.server() + " answers with status " + answer.statusCode(),
                        "check the platform");
            }
            checkClock(answer);
        } catch (OutboundException e) {
            bad(
                    "platform",
                    String.valueOf(e.getMessage()),
                    e.hint().isEmpty() ? "check the network" : e.hint());
        } catch (IOException e) {
            bad("platform", String.valueOf(e.getMessage()), "check the network");
        }
    }

    private void checkClock(HttpResponse<String> answer) {
        try {
            Instant there =
                    ZonedDateTime.parse(
                                    answer.headers().firstValue("Date").orElse(""),
                                    DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration skew = Duration.between(there, Instant.now()).abs();
            if (skew.compareTo(MOST_SKEW) > 0) {
                bad(
                        "clock",
                        "this clock is " + skew.toSeconds() + " s away from the platform's",
                        "set the clock by NTP");
            } else {
                good("clock", "agrees with the platform's");
            }
        } catch (DateTimeParseException _) {
            // No date in the answer: nothing can be said.
        }
    }

    private void checkSsh(EnrolledNode identity) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), identity.sshPort()),
                    SSH_MILLIS);
            socket.setSoTimeout(SSH_MILLIS);
            String banner =
                    new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
            if (banner.equals("SSH-")) {
                good("ssh", "an SSH server answers on port " + identity.sshPort());
            } else {
                bad(
                        "ssh",
                        "what listens on port " + identity.sshPort() + " is no SSH server",
                        "enrol with --ssh-port");
            }
        } catch (IOException e) {
            bad(
                    "ssh",
                    "no SSH server answers on port " + identity.sshPort() + ": " + e.getMessage(),
                    "start it, or enrol with --ssh-port");
        }
    }

    private void checkHostKeys(EnrolledNode identity) {
        int keys = new HostKeys(identity.sshHostKeyFiles(), identity.sshPort()).read().size();
        if (keys > 0) {
            good("host-keys", keys + " host keys can be reported");
        } else {
            bad(
                    "host-keys",
                    "no SSH host key can be read",
                    "enrol with --ssh-host-key FILE, or install ssh-keyscan");
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
                        "see the lines above and the agent's log");
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

    private void bad(String code, String cause, String fix) {
        findings.add(new Bad(code, cause, fix));
    }
}
