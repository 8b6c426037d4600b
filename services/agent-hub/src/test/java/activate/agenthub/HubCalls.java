package activate.agenthub;

import static io.restassured.RestAssured.given;

import activate.testkit.time.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests ask of the hub before they come to their point: tokens, nodes, links. */
final class HubCalls {
    static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA0000000000000000000000000000000000000000000000";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final int port;

    HubCalls(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /** A node as its agent knows it. */
    record Enrolled(String clusterId, String nodeId, String apiKey, @Nullable KeyPair key) {}

    static String serviceToken() {
        return "Bearer " + HubRig.KEYS.token("legacy-api", "agent-hub");
    }

    static String newToken(boolean reusable) {
        return newToken("c-ann", reusable);
    }

    private static String newToken(String clusterId, boolean reusable) {
        return issueToken(clusterId, reusable).getString("token");
    }

    static JsonPath issueToken(String clusterId, boolean reusable) {
        return issueToken(clusterId, reusable, "ann");
    }

    static JsonPath issueToken(String clusterId, boolean reusable, String maker) {
        return given().header("Authorization", serviceToken())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "clusterId",
                                clusterId,
                                "clusterName",
                                "box",
                                "organization",
                                "default",
                                "ttlSeconds",
                                1800,
                                "reusable",
                                reusable,
                                "createdBy",
                                maker))
                .post("/internal/v1/registration-tokens")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    static Map<String, Object> registration(String token, String host, @Nullable KeyPair key) {
        Map<String, Object> body = new HashMap<>();
        body.put("token", token);
        body.put("hostname", host);
        body.put("ipAddresses", List.of("127.0.9.1"));
        body.put("os", "linux");
        body.put("arch", "amd64");
        body.put("sshHostKeys", List.of(HOST_KEY));
        if (key != null) {
            body.put("publicKey", TestAgent.publicText(key));
        }
        return body;
    }

    static JsonPath register(Map<String, Object> body, int status) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/agent/register")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    static Enrolled enrol(String host, @Nullable KeyPair key) {
        return enrol("c-ann", host, key);
    }

    static Enrolled enrol(String clusterId, String host, @Nullable KeyPair key) {
        JsonPath answer =
                given().contentType(ContentType.JSON)
                        .body(registration(newToken(clusterId, false), host, key))
                        .post("/api/agent/register")
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .extract()
                        .jsonPath();
        return new Enrolled(clusterId, answer.getString("nodeId"), answer.getString("apiKey"), key);
    }

    /** Whether the hub calls the node online or offline. */
    static String status(Enrolled node) {
        return given().header("Authorization", serviceToken())
                .get("/internal/v1/nodes?clusterId=" + node.clusterId())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("find { it.nodeId == '" + node.nodeId() + "' }.status");
    }

    /** A live link of the node. */
    TestAgent link(Enrolled node) throws Exception {
        TestAgent agent =
                new TestAgent(vertx, port, node.apiKey(), node.nodeId(), node.key()).awaitWelcome();
        Eventually.holds("node is online", SOON, () -> status(node).equals("online"));
        return agent;
    }

    /** A socket on which a stream to the cluster can be asked for. */
    TestUser user(String query, String token) throws Exception {
        return userWith(query, "Bearer " + token);
    }

    /** The same with another kind of credential. */
    TestUser userWith(String query, String authorization) throws Exception {
        return new TestUser(vertx, port, query, authorization);
    }
}
