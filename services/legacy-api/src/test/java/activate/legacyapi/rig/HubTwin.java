package activate.legacyapi.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Speaks agent-hub's and internal-api's side of the contract between the services. It is a peer,
 * not a part of this service; the real ones are met in the end-to-end tests.
 */
public final class HubTwin {
    /** Registration tokens of one cluster at most. */
    public static final int MOST_TOKENS = 8;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> TOKENS = new ConcurrentHashMap<>();
    private static final Map<String, String> NODES = new ConcurrentHashMap<>();
    private static final Map<String, String> NODE_KEYS = new ConcurrentHashMap<>();
    private static final AtomicReference<@Nullable Runnable> MEANWHILE = new AtomicReference<>();
    private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();
    private static volatile boolean away;
    private static @Nullable HttpServer server;

    private HubTwin() {}

    static synchronized URI start() throws IOException {
        HttpServer running = server;
        if (running == null) {
            running =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            running.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            running.createContext("/internal/v1/", HubTwin::route);
            running.start();
            server = running;
        }
        return URI.create("http://127.0.0.1:" + running.getAddress().getPort());
    }

    static synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Lets the hub answer, or not. */
    public static void setAway(boolean isAway) {
        away = isAway;
    }

    /** Adds a node as the hub would tell it, whatever that is. */
    public static void addRow(String row) {
        NODES.put(UUID.randomUUID().toString(), row);
    }

    /** Lets every call about this cluster fail. */
    public static void fail(String clusterId) {
        FAILING.add(clusterId);
    }

    /**
     * Does {@code action} once, after the next registration token is made and before the answer.
     */
    public static void meanwhile(Runnable action) {
        MEANWHILE.set(action);
    }

    /** Forgets what did not happen. */
    public static void clearMeanwhile() {
        MEANWHILE.set(null);
    }

    /** How many registration tokens of a cluster can be used. */
    public static long tokensOf(String clusterId) {
        return TOKENS.values().stream()
                .filter(token -> token.get("clusterId").asText().equals(clusterId))
                .count();
    }

    /** Enrols a node, and returns its id. */
    public static String addNode(String clusterId, String hostname, boolean online) {
        String id = UUID.randomUUID().toString();
        NODES.put(
                id,
                """
                {"nodeId":"%s","clusterId":"%s","hostname":"%s","status":"%s","tunnelConnected":%s,
                 "generation":1,"registeredAt":"2026-01-02T03:04:05.678Z",
                 "lastHeartbeatAt":"2026-01-02T03:05:05.678Z","agentVersion":"0.1.0","os":"linux",
                 "arch":"amd64","osRelease":"Debian 12","ipAddresses":["10.0.0.7"],"sshPort":22,
                 "sshHostKeys":["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample"],
                 "metrics":{"cpuUsage":1.5,"memoryUsage":2.5,"memoryUsed":10,"memoryFree":20,
                  "diskUsage":3.5,"diskUsed":30,"diskFree":40,"loadAvg1":0.2,"loadAvg5":0.2,
                  "loadAvg15":0.2,"processes":99,"uptime":1000,"networkRxBytes":1,"networkTxBytes":2}}
                """
                        .formatted(id, clusterId, hostname, online ? "online" : "offline", online));
        return id;
    }

    /** Makes a node API key. */
    public static String addNodeKey(String clusterId) {
        String key = "pwan_" + UUID.randomUUID().toString().replace("-", "") + ".secret";
        NODE_KEYS.put(
                key,
                "{\"nodeId\":\"n\",\"clusterId\":\""
                        + clusterId
                        + "\",\"organization\":\"default\"}");
        return key;
    }

    private static void route(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String path = exchange.getRequestURI().getPath().substring("/internal/v1/".length());
        if (away) {
            answer(exchange, 503, "{\"code\":\"unavailable\"}");
        } else if (authorization == null || !authorization.startsWith("Bearer ey")) {
            answer(exchange, 401, "{\"code\":\"unauthenticated\"}");
        } else if (path.startsWith("registration-tokens")) {
            tokens(exchange, path);
        } else if (path.startsWith("nodes")) {
            nodes(exchange, path);
        } else if (path.equals("usage/nodes")) {
            answer(
                    exchange,
                    200,
                    """
                    [{"hostname":"n1","nodeId":"id1","nodeHours":"1.5","milliseconds":5400000,
                      "intervals":18,"firstAt":"2026-01-01T00:00:00Z","lastAt":"2026-01-01T01:30:00Z"}]
                    """);
        } else {
            nodeKeys(exchange);
        }
    }

    private static void tokens(HttpExchange exchange, String path) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> createToken(exchange);
            case "GET" ->
                    answer(
                            exchange,
                            200,
                            TOKENS.values().stream()
                                    .filter(
                                            token ->
                                                    asked(
                                                            exchange,
                                                            token.get("clusterId").asText()))
                                    .map(JsonNode::toString)
                                    .collect(Collectors.joining(",", "[", "]")));
            default -> {
                boolean known =
                        TOKENS.remove(path.substring("registration-tokens/".length())) != null;
                if (known) {
                    answer(exchange, 204, "");
                } else {
                    answer(
                            exchange,
                            404,
                            "{\"code\":\"token_not_found\",\"detail\":\"No token.\"}");
                }
            }
        }
    }

    private static void createToken(HttpExchange exchange) throws IOException {
        JsonNode wanted = JSON.readTree(exchange.getRequestBody());
        if (tokensOf(wanted.get("clusterId").asText()) >= MOST_TOKENS) {
            answer(
                    exchange,
                    409,
                    """
                    {"type":"/problems/token_limit","title":"There are as many tokens as there may be.",
                     "status":409,"code":"token_limit","params":{"limit":%d},
                     "detail":"The cluster has %d tokens that can be used. Revoke one first."}
                    """
                            .formatted(MOST_TOKENS, MOST_TOKENS));
            return;
        }
        String id = UUID.randomUUID().toString();
        Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
        JsonNode token =
                JSON.valueToTree(
                        Map.of(
                                "id", id,
                                "hint", "abcd",
                                "clusterId", wanted.get("clusterId").asText(),
                                "reusable", wanted.get("reusable").asBoolean(),
                                "createdBy", wanted.get("createdBy").asText(),
                                "createdAt", now.toString(),
                                "expiresAt",
                                        now.plusSeconds(wanted.get("ttlSeconds").asLong())
                                                .toString()));
        TOKENS.put(id, token);
        Runnable meanwhile = MEANWHILE.getAndSet(null);
        if (meanwhile != null) {
            meanwhile.run();
        }
        String shown = token.toString();
        answer(exchange, 201, shown.replaceFirst("\\{", "{\"token\":\"pwrt_x." + id + "\","));
    }

    private static void nodes(HttpExchange exchange, String path) throws IOException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            NODES.remove(path.substring("nodes/".length()));
            answer(exchange, 204, "");
            return;
        }
        if (FAILING.stream().anyMatch(failing -> asked(exchange, failing))) {
            answer(exchange, 500, "{\"code\":\"internal\"}");
            return;
        }
        List<String> found = new ArrayList<>();
        for (String node : NODES.values()) {
            if (asked(exchange, JSON.readTree(node).get("clusterId").asText())) {
                found.add(node);
            }
        }
        answer(exchange, 200, "[" + String.join(",", found) + "]");
    }

    private static void nodeKeys(HttpExchange exchange) throws IOException {
        String value = JSON.readTree(exchange.getRequestBody()).get("value").asText();
        String known = NODE_KEYS.get(value);
        if (known == null) {
            answer(exchange, 401, "{\"code\":\"unauthenticated\",\"detail\":\"No such key.\"}");
        } else {
            answer(exchange, 200, known);
        }
    }

    private static boolean asked(HttpExchange exchange, String clusterId) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return query.contains("clusterId=" + clusterId);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
