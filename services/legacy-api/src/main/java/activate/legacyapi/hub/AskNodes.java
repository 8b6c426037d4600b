package activate.legacyapi.hub;

import activate.messages.hub.NodeView;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One question about the nodes of many clusters. What goes wrong with one of them leaves the others
 * their answer: a call that fails is divided, a row that cannot be read is left out. Calls that
 * fail and time are bounded; what is not known by then is away.
 */
final class AskNodes {
    private static final Logger LOG = Logger.getLogger(AskNodes.class);
    private static final String NODES = "/internal/v1/nodes";
    private static final int CLUSTERS_A_CALL = 50;
    private static final int MOST_FAILURES = 16;
    private static final long LONGEST_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int LONGEST_CAUSE = 200;

    /** What a node says of itself at will; a node can be told without it. */
    private static final List<String> TOLD_BY_THE_NODE =
            List.of("filesystems", "metrics", "systemInfo", "scheduler");

    private static final List<String> LISTS = List.of("ipAddresses", "sshHostKeys");

    private final ServiceClient client;
    private final ObjectMapper json;
    private final Map<String, HubNodes> answer = new HashMap<>();
    private final long beganNanos = System.nanoTime();
    private int failures;
    private boolean isAbsent;

    AskNodes(ServiceClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    Map<String, HubNodes> of(List<String> clusterIds) {
        Deque<List<String>> open = new ArrayDeque<>();
        for (int from = 0; from < clusterIds.size(); from += CLUSTERS_A_CALL) {
            open.add(clusterIds.subList(from, Math.min(from + CLUSTERS_A_CALL, clusterIds.size())));
        }
        while (!open.isEmpty()) {
            List<String> some = open.remove();
            if (isGivenUp() || isAnswered(some)) {
                some.forEach(id -> answer.putIfAbsent(id, new HubNodes.Away()));
            } else if (some.size() == 1) {
                answer.put(some.getFirst(), new HubNodes.Away());
            } else {
                // At the end: the clusters that can be told come first.
                open.add(some.subList(0, some.size() / 2));
                open.add(some.subList(some.size() / 2, some.size()));
            }
        }
        return answer;
    }

    private boolean isGivenUp() {
        return isAbsent
                || failures >= MOST_FAILURES
                || System.nanoTime() - beganNanos > LONGEST_NANOS;
    }

    private boolean isAnswered(List<String> clusterIds) {
        String query =
                clusterIds.stream()
                        .map(id -> "clusterId=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        try {
            List<JsonNode> rows = client.get(NODES + "?" + query, new TypeReference<>() {});
            Map<String, List<NodeView>> byCluster =
                    rows.stream()
                            .flatMap(row -> read(row).stream())
                            .collect(Collectors.groupingBy(NodeView::clusterId));
            for (String id : clusterIds) {
                answer.put(id, new HubNodes.Known(byCluster.getOrDefault(id, List.of())));
            }
            return true;
        } catch (Problem | IllegalStateException e) {
            failures++;
            isAbsent =
                    e.getCause() instanceof ConnectException
                            || e.getCause() instanceof HttpTimeoutException;
            LOG.warnf(
                    "nodes are not known clusters=%d cause=%s",
                    clusterIds.size(), shortened(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private Optional<NodeView> read(JsonNode row) {
        if (row instanceof ObjectNode node) {
            LISTS.stream().filter(name -> !row.path(name).isArray()).forEach(node::putArray);
        }
        return converted(row)
                .or(
                        () -> {
                            LOG.warnf(
                                    "row of a node cannot be read in full nodeId=%s",
                                    shortened(row.path("nodeId").toString()));
                            return row instanceof ObjectNode node
                                    ? converted(node.deepCopy().remove(TOLD_BY_THE_NODE))
                                    : Optional.empty();
                        });
    }

    private Optional<NodeView> converted(JsonNode row) {
        try {
            return Optional.ofNullable(json.treeToValue(row, NodeView.class))
                    .filter(node -> node.clusterId() != null && node.nodeId() != null)
                    .filter(node -> node.hostname() != null && node.registeredAt() != null);
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE);
    }
}
