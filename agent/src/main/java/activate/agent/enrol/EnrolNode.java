package activate.agent.enrol;

import activate.agent.heartbeat.HostKeys;
import activate.agent.heartbeat.NodeFacts;
import activate.agent.platform.PlatformApi;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.AgentVersion;
import activate.agent.state.NodeIdentity;
import activate.agent.state.StateDirectory;
import activate.backoff.Backoff;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

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
            URI server, Optional<Path> caFile, int sshPort, List<Path> sshHostKeyFiles) {}

    public NodeIdentity enrol(Request request, String token) throws AgentFailure {
        Optional<NodeIdentity> earlier = state.identity();
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
            JsonNode answer =
                    register(new PlatformApi(client, request.server()), body(request, token));
            NodeIdentity identity = identity(request, answer);
            state.store(identity);
            return identity;
        } catch (OutboundException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new AgentFailure(Code.FAILED, String.valueOf(e.getMessage()), "", e);
        }
    }

    private ObjectNode body(Request request, String token) throws AgentFailure {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("token", token);
        NodeFacts.system().describe(body);
        body.put("publicKey", state.key().publicKey())
                .put("agentVersion", AgentVersion.TEXT)
                .put("sshPort", request.sshPort());
        var keys = body.putArray("sshHostKeys");
        new HostKeys(request.sshHostKeyFiles(), request.sshPort()).read().forEach(keys::add);
        return body;
    }

    private JsonNode register(PlatformApi api, ObjectNode body)
            throws AgentFailure, OutboundException {
        for (int attempt = 1; ; attempt++) {
            try {
                PlatformApi.Answer answer = api.register(body);
                if (answer.isSuccess()) {
                    return answer.body();
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

    private static AgentFailure refused(PlatformApi.Answer answer) {
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

    private static NodeIdentity identity(Request request, JsonNode answer) throws AgentFailure {
        String key = answer.path("apiKey").asText();
        String nodeId = answer.path("nodeId").asText();
        if (key.isEmpty() || nodeId.isEmpty()) {
            throw new AgentFailure(
                    Code.FAILED,
                    request.server() + " answered without a key",
                    "check that this is the platform's address");
        }
        return new NodeIdentity(
                request.server(),
                request.caFile().map(file -> file.toAbsolutePath().normalize()),
                key,
                nodeId,
                answer.path("clusterName").asText(),
                answer.path("organization").asText(),
                answer.path("hostname").asText(),
                request.sshPort(),
                request.sshHostKeyFiles().stream()
                        .map(file -> file.toAbsolutePath().normalize())
                        .toList());
    }
}
