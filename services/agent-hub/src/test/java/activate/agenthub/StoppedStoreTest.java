package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.newToken;
import static activate.agenthub.HubCalls.registration;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agenthub.HubCalls.Enrolled;
import activate.messages.tunnel.OpeningMessage;
import activate.testkit.time.Eventually;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is away is no failure of the hub: every route says to come again, and soon. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class StoppedStoreTest {
    /** Far below the minute after which the edge gives up. */
    private static final long SOON_SECONDS = 25;

    private static final String NODES = "/internal/v1/nodes";
    private static final String TOKENS = "/internal/v1/registration-tokens";

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @SuppressWarnings("NullAway.Init")
    private Enrolled node;

    private final Map<String, Callable<Response>> routes = new LinkedHashMap<>();

    @BeforeEach
    void routes() {
        node = enrol("stopped-" + UUID.randomUUID(), null);
        String registrationToken = newToken(true);
        routes.put(
                "heartbeat",
                () -> asNode().body(Map.of("hostname", "h")).post("/api/agent/heartbeat"));
        routes.put(
                "register",
                () ->
                        json().body(registration(registrationToken, "h", null))
                                .post("/api/agent/register"));
        routes.put("target", () -> asUser().get("/ws/ssh/target?cluster=annsbox"));
        routes.put("connect", () -> upgrade(asUser(), "activate.connect.v1", "connect"));
        routes.put("tunnel", () -> upgrade(asNode(), OpeningMessage.SUBPROTOCOL, "tunnel"));
        routes.put("nodes", () -> asService().get(NODES + "?clusterId=c-ann"));
        routes.put("revoke", () -> asService().delete(NODES + "/x?clusterId=c-ann&actor=ann"));
        routes.put(
                "identify",
                () ->
                        asService()
                                .body(Map.of("value", node.apiKey()))
                                .post("/internal/v1/node-keys"));
        routes.put("tokens", () -> asService().get(TOKENS + "?clusterId=c-ann"));
        routes.put("withdraw", () -> asService().delete(TOKENS + "/x?clusterId=c-ann"));
        routes.put("issue", StoppedStoreTest::issue);
    }

    @AfterEach
    void resume() {
        HubRig.store().fail(_ -> false);
        HubRig.storeLink().resume();
        Eventually.holds(
                "the store is back",
                Duration.ofSeconds(30),
                () -> issue().statusCode() == 201 && "offline".equals(HubCalls.status(node)));
        // Whatever tried and failed meanwhile pauses; the tests behind this one do not wait for it.
        Enrolled told = enrol("told-" + UUID.randomUUID(), null);
        Eventually.holds(
                "messages are sent again",
                Duration.ofSeconds(60),
                () ->
                        mongo.getDatabase(database)
                                        .getCollection("nodes")
                                        .countDocuments(
                                                Filters.and(
                                                        Filters.eq(told.nodeId()),
                                                        Filters.exists("outboxAt")))
                                == 0);
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    private RequestSpecification asNode() {
        return json().header("Authorization", "Basic " + TestAgent.basic(node.apiKey()));
    }

    private static RequestSpecification asUser() {
        return json().header("Authorization", "Bearer " + HubRig.userToken("ann"));
    }

    private static RequestSpecification asService() {
        return json().header("Authorization", serviceToken());
    }

    private static Response issue() {
        return asService()
                .body(
                        Map.of(
                                "clusterId", "c-stopped",
                                "clusterName", "box",
                                "organization", "default",
                                "ttlSeconds", 60,
                                "reusable", false,
                                "createdBy", "ann"))
                .post(TOKENS);
    }

    private static Response upgrade(RequestSpecification as, String protocol, String route) {
        return as.header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
                .header("Sec-WebSocket-Protocol", protocol)
                .get("/ws/ssh/" + route + "?cluster=annsbox&via=tunnel");
    }

    private void assertEveryRouteSaysToComeAgain() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Response>> answers = new LinkedHashMap<>();
            routes.forEach((name, route) -> answers.put(name, callers.submit(route)));
            for (Map.Entry<String, Future<Response>> each : answers.entrySet()) {
                Response answer = each.getValue().get(SOON_SECONDS, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(503);
                assertThat(answer.header("Retry-After"))
                        .as(each.getKey())
                        .matches("[1-9]|[1-5]\\d");
                assertThat(answer.contentType())
                        .as(each.getKey())
                        .startsWith("application/problem+json");
                assertThat(answer.jsonPath().getString("code"))
                        .as(each.getKey())
                        .isEqualTo("unavailable");
            }
        }
    }

    @Test
    void withASilentStoreEveryRouteSaysToComeAgain() throws Exception {
        HubRig.storeLink().stop();

        assertEveryRouteSaysToComeAgain();
    }

    @Test
    void withAStoreThatFailsEveryRouteSaysToComeAgain() throws Exception {
        assumeTrue(HubRig.store().canFail());
        HubRig.store().fail(command -> !command.containsKey("hello"));

        assertEveryRouteSaysToComeAgain();
    }
}
