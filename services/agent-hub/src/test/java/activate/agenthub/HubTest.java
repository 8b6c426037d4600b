package activate.agenthub;

import static activate.agenthub.HubCalls.HOST_KEY;
import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.issueToken;
import static activate.agenthub.HubCalls.newToken;
import static activate.agenthub.HubCalls.register;
import static activate.agenthub.HubCalls.registration;
import static activate.agenthub.HubCalls.serviceToken;
import static activate.agenthub.HubCalls.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.agenthub.HubCalls.Enrolled;
import activate.testkit.time.Eventually;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class HubTest extends HubFixture {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private TestAgent link(Enrolled node) throws Exception {
        return hub.link(node);
    }

    private TestUser user(String host) throws Exception {
        return new TestUser(
                vertx,
                base.getPort(),
                "cluster=annsbox&via=tunnel&node=" + host,
                "Bearer " + HubRig.userToken("ann"));
    }

    @Test
    void userReachesNodeThroughItsTunnelBothWaysWithHalfClose() throws Exception {
        // Given
        Enrolled node = enrol("half-close", TestAgent.newKey());
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (TestAgent _ = link(node);
                TestUser user = user("half-close").open()) {
            JsonObject opened = user.message();
            assertThat(opened.getString("type")).isEqualTo("opened");
            assertThat(opened.getString("via")).isEqualTo("tunnel");

            // When
            user.send(sent);
            user.text("{\"type\":\"end\",\"offset\":" + sent.length + "}");

            // Then
            assertThat((Object) user.message())
                    .isEqualTo(new JsonObject().put("type", "end").put("offset", sent.length));
            assertThat(user.received()).isEqualTo(sent);
            assertThat(user.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1000);
        }
    }

    @Test
    void stockYamuxClientIsACompleteAgent() throws Exception {
        // Given
        Enrolled node = enrol("plain", null);
        try (TestAgent _ = link(node);
                TestUser user = user("plain").open()) {
            assertThat(user.message().getString("type")).isEqualTo("opened");

            // When
            user.send("hello".getBytes(StandardCharsets.UTF_8));

            // Then
            Eventually.holds(
                    "echo came",
                    SOON,
                    () -> new String(user.received(), StandardCharsets.UTF_8).equals("hello"));
        }
    }

    @Test
    void newerLinkOfANodeWinsAndTakesNewStreams() throws Exception {
        // Given
        Enrolled node = enrol("fenced", TestAgent.newKey());
        TestAgent older = link(node);

        // When
        try (TestAgent newer = link(node)) {
            // Then
            assertThat(older.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4409);
            assertThat(newer.welcomed.get()).isGreaterThan(older.welcomed.get());
            assertThat(status(node)).isEqualTo("online");
            try (TestUser user = user("fenced").open()) {
                assertThat(user.message().getString("type")).isEqualTo("opened");
            }
        }
        Eventually.holds("node is offline", SOON, () -> status(node).equals("offline"));
    }

    @Test
    void revocationClosesTheLiveTunnelWithinASecond() throws Exception {
        // Given
        Enrolled node = enrol("revoked", TestAgent.newKey());
        TestAgent agent = link(node);

        // When
        given().header("Authorization", serviceToken())
                .delete("/internal/v1/nodes/" + node.nodeId() + "?clusterId=c-ann")
                .then()
                .statusCode(204);

        // Then
        assertThat(agent.closed.get(1, TimeUnit.SECONDS)).isEqualTo((short) 4403);
        given().header("Authorization", "Basic " + TestAgent.basic(node.apiKey()))
                .contentType(ContentType.JSON)
                .body(Map.of("hostname", "revoked", "ipAddresses", List.of()))
                .post("/api/agent/heartbeat")
                .then()
                .statusCode(401);
        given().header("Authorization", serviceToken())
                .contentType(ContentType.JSON)
                .body(Map.of("value", node.apiKey()))
                .post("/internal/v1/node-keys")
                .then()
                .statusCode(401);
    }

    @Test
    void oneTokenRedeemedByManyAtOnceMakesOneIdentity() throws Exception {
        // Given
        String token = newToken(false);
        Callable<Integer> redeem =
                () ->
                        given().contentType(ContentType.JSON)
                                .body(registration(token, "raced", TestAgent.newKey()))
                                .post("/api/agent/register")
                                .statusCode();

        // When
        List<Integer> answers;
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            answers =
                    pool.invokeAll(java.util.Collections.nCopies(1000, redeem)).stream()
                            .map(java.util.concurrent.Future::resultNow)
                            .toList();
        }

        // Then
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(999);
        List<String> nodes =
                given().header("Authorization", serviceToken())
                        .get("/internal/v1/nodes?clusterId=c-ann")
                        .jsonPath()
                        .getList("findAll { it.hostname == 'raced' }.nodeId");
        assertThat(nodes).hasSize(1);
    }

    @Test
    void lostAnswerCanBeAskedForAgainWithTheSameKeyOnly() {
        // Given
        String token = newToken(false);
        KeyPair key = TestAgent.newKey();
        JsonPath first = register(registration(token, "again", key), 200);

        // When
        JsonPath second = register(registration(token, "again", key), 200);

        // Then
        assertThat(second.getString("nodeId")).isEqualTo(first.getString("nodeId"));
        assertThat(second.getString("apiKey")).isNotEqualTo(first.getString("apiKey"));
        assertThat(heartbeatStatus(first.getString("apiKey"))).isEqualTo(401);
        assertThat(heartbeatStatus(second.getString("apiKey"))).isEqualTo(200);
        JsonPath other = register(registration(token, "again", TestAgent.newKey()), 401);
        assertThat(other.getString("code")).isEqualTo("registration_token_invalid");
    }

    @Test
    void wrongUsedAndRevokedTokensGetOneAnswer() {
        // Given
        String used = newToken(false);
        register(registration(used, "once", null), 200);
        String cut = newToken(false).substring(0, 60);
        JsonPath revoked = issueToken("c-ann", false);
        given().header("Authorization", serviceToken())
                .delete(
                        "/internal/v1/registration-tokens/"
                                + revoked.getString("id")
                                + "?clusterId=c-ann")
                .then()
                .statusCode(204);

        // When
        String answer = register(registration(used, "twice", null), 401).getString("message");
        String forCut = register(registration(cut, "cut", null), 401).getString("message");
        String forRevoked =
                register(registration(revoked.getString("token"), "void", null), 401)
                        .getString("message");

        // Then
        assertThat(forCut).isEqualTo(answer);
        assertThat(forRevoked).isEqualTo(answer);
        assertThat(
                        mongo.getDatabase(database)
                                .getCollection("nodes")
                                .countDocuments(Filters.eq("hostname", "void")))
                .isZero();
    }

    @Test
    void proofForAnotherHostIsRefused() throws Exception {
        // Given
        Enrolled node = enrol("elsewhere", TestAgent.newKey());

        // When
        TestAgent agent =
                new TestAgent(
                        vertx,
                        base.getPort(),
                        node.apiKey(),
                        node.nodeId(),
                        node.key(),
                        "evil.test");

        // Then
        assertThat(agent.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4401);
        assertThat(status(node)).isEqualTo("offline");
    }

    @Test
    void proofWithAnotherKeyIsRefusedAndPlainIsNoWayAround() throws Exception {
        // Given
        Enrolled node = enrol("thief", TestAgent.newKey());

        // When
        TestAgent thief =
                new TestAgent(
                        vertx, base.getPort(), node.apiKey(), node.nodeId(), TestAgent.newKey());

        // Then
        assertThat(thief.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4401);
        assertThatThrownBy(
                        () ->
                                new TestAgent(
                                        vertx, base.getPort(), node.apiKey(), node.nodeId(), null))
                .hasMessageContaining("403");
    }

    @Test
    void targetTellsKeysAndWaysToThoseWhoMayLogIn() throws Exception {
        // Given
        Enrolled node = enrol("target", TestAgent.newKey());
        try (TestAgent _ = link(node)) {
            // When
            JsonPath target = target("bob", 200, "annsbox&node=target");

            // Then
            assertThat(target.getString("user")).isEqualTo("bob");
            assertThat(target.getList("hostKeys")).containsExactly(HOST_KEY);
            assertThat(target.getString("hostKeyAlias")).isEqualTo("annsbox.default.activate");
            assertThat(target.getBoolean("online")).isTrue();
        }
    }

    @Test
    void othersAreToldWhyNot() {
        assertThat(target("eve", 404, "annsbox").getString("code")).isEqualTo("cluster_not_found");
        assertThat(target("ann", 404, "nosuch").getString("code")).isEqualTo("cluster_not_found");
        given().get("/ws/ssh/target?cluster=annsbox").then().statusCode(401);
        given().header("Authorization", "Basic " + TestAgent.basic("pwt_bad"))
                .get("/ws/ssh/target?cluster=annsbox")
                .then()
                .statusCode(401);
        given().header("Authorization", "Basic " + TestAgent.basic("pwt_good"))
                .get("/ws/ssh/target?cluster=nosuch")
                .then()
                .statusCode(404);
    }

    @Test
    void keyOfANodeIsTakenAsABearerTokenToo() {
        Enrolled node = enrol("bearer", null);

        given().header("Authorization", "Bearer " + node.apiKey())
                .contentType(ContentType.JSON)
                .body(Map.of("hostname", "bearer", "ipAddresses", List.of()))
                .post("/api/agent/heartbeat")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + node.apiKey() + "x")
                .contentType(ContentType.JSON)
                .body(Map.of("hostname", "bearer", "ipAddresses", List.of()))
                .post("/api/agent/heartbeat")
                .then()
                .statusCode(401);
    }

    @Test
    void pinnedHostKeysStayWhateverAHeartbeatSays() {
        // Given
        Enrolled node = enrol("pinned", null);

        // When
        given().header("Authorization", "Basic " + TestAgent.basic(node.apiKey()))
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "hostname",
                                "pinned",
                                "ipAddresses",
                                List.of(),
                                "sshHostKeys",
                                List.of(HOST_KEY.replace("A0", "B0"))))
                .post("/api/agent/heartbeat")
                .then()
                .statusCode(200);

        // Then
        assertThat(target("ann", 200, "annsbox&node=pinned").getList("hostKeys"))
                .containsExactly(HOST_KEY);
    }

    @Test
    void internalRoutesRefuseForgedServiceTokens() {
        given().get("/internal/v1/nodes").then().statusCode(401);
        String forged = HubRig.KEYS.token("legacy-api", "cloud-cacher", "agent-hub");
        given().header("Authorization", "Bearer " + forged)
                .get("/internal/v1/nodes")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + HubRig.KEYS.token("legacy-api", "internal-api"))
                .get("/internal/v1/nodes")
                .then()
                .statusCode(401);
    }

    private static JsonPath target(String username, int status, String query) {
        return given().header("Authorization", "Bearer " + HubRig.userToken(username))
                .get("/ws/ssh/target?cluster=" + query)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private static int heartbeatStatus(String apiKey) {
        return given().header("Authorization", "Basic " + TestAgent.basic(apiKey))
                .contentType(ContentType.JSON)
                .body(Map.of("hostname", "again", "ipAddresses", List.of()))
                .post("/api/agent/heartbeat")
                .statusCode();
    }
}
