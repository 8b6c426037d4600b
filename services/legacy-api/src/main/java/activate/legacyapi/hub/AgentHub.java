package activate.legacyapi.hub;

import activate.messages.hub.NewRegistrationToken;
import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.messages.hub.RegistrationToken;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceTokens;
import activate.settings.ServiceUrls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Asks agent-hub about nodes. What it said of a cluster's nodes is good for a second at most. */
@ApplicationScoped
public class AgentHub {
    private static final String TOKENS = "/internal/v1/registration-tokens";
    private static final String NODES = "/internal/v1/nodes";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    private static final int MOST_KNOWN = 10_000;

    private final ServiceClient client;
    private final ObjectMapper json;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    private record Heard(HubNodes nodes, long atNanos) {}

    @Inject
    AgentHub(ServiceUrls urls, ServiceTokens tokens, ObjectMapper json) {
        this.json = json;
        client = new ServiceClient("agent-hub", urls.agentHub(), TIMEOUT, tokens, json);
    }

    /** The nodes of one cluster. */
    public HubNodes nodes(String clusterId) {
        return nodes(List.of(clusterId)).getOrDefault(clusterId, new HubNodes.Away());
    }

    /** The nodes of each of these clusters. */
    public Map<String, HubNodes> nodes(Collection<String> clusterIds) {
        long now = System.nanoTime();
        Map<String, HubNodes> answer = new HashMap<>();
        List<String> asked = new ArrayList<>();
        for (String id : clusterIds) {
            Heard known = heard.get(id);
            if (known != null && now - known.atNanos() < FRESH_NANOS) {
                answer.put(id, known.nodes());
            } else {
                asked.add(id);
            }
        }
        answer.putAll(new AskNodes(client, json).of(asked));
        remember(answer, asked, now);
        return answer;
    }

    /** Forgets what was said of a cluster's nodes, because it has just changed. */
    public void forget(String clusterId) {
        heard.remove(clusterId);
    }

    /** Makes a registration token. */
    public RegistrationToken createToken(NewRegistrationToken wanted) {
        return client.post(TOKENS, wanted, new TypeReference<>() {});
    }

    /** The tokens of a cluster that can still be used. */
    public List<RegistrationToken> tokens(String clusterId) {
        return client.get(TOKENS + "?clusterId=" + encoded(clusterId), new TypeReference<>() {});
    }

    /** Makes a token void; throws a 404 problem when there is none. */
    public void revokeToken(String clusterId, String id) {
        client.delete(TOKENS + "/" + encoded(id) + "?clusterId=" + encoded(clusterId));
    }

    /** Revokes a node and closes its tunnel. */
    public void deleteNode(String clusterId, String nodeId) {
        client.delete(NODES + "/" + encoded(nodeId) + "?clusterId=" + encoded(clusterId));
        forget(clusterId);
    }

    /** Who a node's API key stands for, or nothing when it is not good. */
    public Optional<NodeIdentity> identify(NodeKey key) {
        try {
            return Optional.of(
                    client.post("/internal/v1/node-keys", key, new TypeReference<>() {}));
        } catch (Problem e) {
            if (e.code().status() == ProblemCode.UNAVAILABLE.status()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void remember(Map<String, HubNodes> said, List<String> asked, long now) {
        if (heard.size() > MOST_KNOWN) {
            heard.clear();
        }
        for (String id : asked) {
            HubNodes nodes = said.get(id);
            if (nodes != null) {
                heard.put(id, new Heard(nodes, now));
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
