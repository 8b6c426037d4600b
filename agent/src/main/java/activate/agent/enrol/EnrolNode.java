package activate.agent.enrol;

import activate.agent.heartbeat.HostKeys;
import activate.agent.heartbeat.MachineFacts;
import activate.agent.platform.AgentApi;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.ServerAddress;
import activate.agent.state.SshAddress;
import activate.agent.state.StateDirectory;
import activate.backoff.Backoff;
import activate.messages.agent.Registered;
import activate.messages.agent.Registration;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key first, then registers; a lost answer is repeated with the same key, which the
 * platform accepts for ten minutes.
 */
public final class EnrolNode {
    private static final int ATTEMPTS = 5;
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4));

    private final StateDirectory state;
    private final Map<String, String> environment;
    private final RandomGenerator random;

    public EnrolNode(
            StateDirectory state, Map<String, String> environment, RandomGenerator random) {
        this.state = state;
        this.environment = environment;
        this.random = random;
    }

    /** What the command line asks for. */
    public record Request(
            URI server, Optional<Path> caFile, SshAddress ssh, List<Path> sshHostKeyFiles) {}

    public EnrolledNode enrol(Request request, String token) throws AgentFailure {
        Optional<EnrolledNode> earlier = state.identity();
        if (earlier.isPresent()) {
            throw new AgentFailure(
                    Code.ALREADY,
                    state.path()
                            + " belongs to "
                            + earlier.get().hostname()
                            + " of cluster "
                            + earlier.get().clusterName(),
                    "use another --state, or remove this directory to enrol anew");
        }
        try (OutboundClient client = OutboundClient.open(request.caFile(), environment)) {
            List<String> keys =
                    new HostKeys(request.sshHostKeyFiles(), request.ssh()).read().keys();
            AgentApi.Answer answer =
                    register(new AgentApi(client, request.server()), asked(request, token, keys));
            EnrolledNode identity = identity(request, answer);
            state.store(identity);
            state.keepHostKeys(keys);
            state.keepNetwork(environment);
            return identity;
        } catch (OutboundException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new AgentFailure(Code.FAILED, String.valueOf(e.getMessage()), "", e);
        }
    }

    private Registration asked(Request request, String token, List<String> keys)
            throws AgentFailure {
        MachineFacts facts = MachineFacts.system();
        return new Registration(
                token,
                facts.described(facts.hostname(), request.ssh().port(), keys),
                state.key().publicKey());
    }

    private AgentApi.Answer register(AgentApi api, Registration asked)
            throws AgentFailure, OutboundException {
        for (int attempt = 1; ; attempt++) {
            try {
                AgentApi.Answer answer = api.register(asked);
                if (answer.isSuccess()) {
                    return answer;
                }
                if ((answer.status() < 500 && answer.status() != 429) || attempt == ATTEMPTS) {
                    throw refused(answer);
                }
            } catch (OutboundException e) {
                boolean passing =
                        e.kind() == OutboundException.Kind.TIMEOUT
                                || e.kind() == OutboundException.Kind.UNREACHABLE;
                if (!passing || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(BACKOFF.pause(attempt, random).toNanos());
        }
    }

    /** Why the platform's own address cannot be reached from here; nothing where it can. */
    public static Optional<String> whyUnreachable(
            EnrolledNode identity, Map<String, String> environment) {
        try (OutboundClient client = OutboundClient.open(identity.caFile(), environment)) {
            new AgentApi(client, identity.server()).health();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static AgentFailure refused(AgentApi.Answer answer) {
        String hint =
                answer.status() == 401
                        ? "a token works once and for a short time; get a new one with: pw clusters node-token CLUSTER"
                        : "";
        return new AgentFailure(
                Code.REFUSED, "the platform refuses to enrol this node: " + answer.detail(), hint);
    }

    private static AgentFailure unreachable(OutboundException e) {
        return new AgentFailure(Code.UNREACHABLE, String.valueOf(e.getMessage()), e.hint(), e);
    }

    private static EnrolledNode identity(Request request, AgentApi.Answer answer)
            throws AgentFailure {
        Registered given = registered(request, answer);
        return new EnrolledNode(
                ServerAddress.parse(Objects.requireNonNullElse(given.publicUrl(), ""))
                        .orElse(request.server()),
                request.caFile().map(file -> file.toAbsolutePath().normalize()),
                given.apiKey(),
                given.nodeId(),
                Objects.requireNonNullElse(given.clusterName(), ""),
                Objects.requireNonNullElse(given.organization(), ""),
                Objects.requireNonNullElse(given.hostname(), ""),
                request.ssh(),
                request.sshHostKeyFiles().stream()
                        .map(file -> file.toAbsolutePath().normalize())
                        .toList());
    }

    private static Registered registered(Request request, AgentApi.Answer answer)
            throws AgentFailure {
        try {
            Registered given = answer.as(Registered.class);
            if (isGiven(given.apiKey()) && isGiven(given.nodeId())) {
                return given;
            }
        } catch (IOException _) {
            // The same: this is not what a platform answers.
        }
        throw new AgentFailure(
                Code.FAILED,
                request.server() + " answered without a key",
                "check that this is the platform's address");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
