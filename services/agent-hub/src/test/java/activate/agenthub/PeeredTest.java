package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.newToken;
import static activate.agenthub.HubCalls.register;
import static activate.agenthub.HubCalls.registration;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import activate.testkit.time.Eventually;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes on a network that the hub may dial itself. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class PeeredTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADDRESS = "127.0.9.1";

    @Inject Vertx vertx;
    @Inject MeterRegistry metrics;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    @SuppressWarnings("NullAway.Init")
    private HubCalls hub;

    @SuppressWarnings("NullAway.Init")
    private PeeredServer server;

    @BeforeEach
    void start() throws Exception {
        hub = new HubCalls(vertx, base.getPort());
        server = new PeeredServer(ADDRESS, HubRig.PEERED_PORT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Enrolled enrolThere(String host, List<String> hostKeys) {
        return enrolAt(ADDRESS, host, hostKeys);
    }

    private static Enrolled enrolAt(String address, String host, List<String> hostKeys) {
        KeyPair key = TestAgent.newKey();
        Map<String, Object> body = registration(newToken(false), host, key);
        body.put("ipAddresses", List.of(address));
        body.put("sshPort", HubRig.PEERED_PORT);
        body.put("sshHostKeys", hostKeys);
        JsonPath answer = register(body, 200);
        return new Enrolled("c-ann", answer.getString("nodeId"), answer.getString("apiKey"), key);
    }

    private TestUser user(String host, String via) throws Exception {
        return hub.user("cluster=annsbox&node=" + host + "&via=" + via, HubRig.userToken("ann"))
                .open();
    }

    private static boolean isOfferedPeered(String host) {
        return given().header("Authorization", "Bearer " + HubRig.userToken("ann"))
                .get("/ws/ssh/target?cluster=annsbox&node=" + host)
                .then()
                .statusCode(200)
                .extract()
                .path("peered");
    }

    private double checks(String result) {
        return metrics.counter("activate.peered.checks", "result", result).count();
    }

    @Test
    void nodeThatProvesItsKeyIsReachedWithoutItsTunnel() throws Exception {
        // Given
        enrolThere("peered", List.of(server.hostKey()));

        // When
        try (TestUser user = user("peered", "auto")) {
            JsonObject opened = user.message();
            byte[] sent = new byte[300_000];
            user.send(sent);
            user.text("{\"type\":\"end\",\"offset\":300000}");

            // Then
            assertThat(opened.getString("via")).isEqualTo("peered");
            assertThat(user.message().getLong("offset")).isEqualTo(300_000L);
            assertThat(user.received()).isEqualTo(sent);
        }
        assertThat(isOfferedPeered("peered")).isTrue();
    }

    @Test
    void revokedNodeLosesItsPeeredStreams() throws Exception {
        // Given
        Enrolled node = enrolThere("let-go", List.of(server.hostKey()));
        try (TestUser user = user("let-go", "peered")) {
            assertThat(user.message().getString("via")).isEqualTo("peered");

            // When
            given().header("Authorization", HubCalls.serviceToken())
                    .delete("/internal/v1/nodes/" + node.nodeId() + "?clusterId=c-ann")
                    .then()
                    .statusCode(204);

            // Then
            assertThat(user.message().getString("code")).isEqualTo("node_lost");
            assertThat(user.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
        }
    }

    @Test
    void proofIsAskedForOnceAMinute() throws Exception {
        // Given
        enrolThere("twice", List.of(server.hostKey()));

        // When
        for (int i = 0; i < 3; i++) {
            try (TestUser user = user("twice", "peered")) {
                assertThat(user.message().getString("via")).isEqualTo("peered");
            }
        }

        // Then
        assertThat(server.sshConnections).hasValue(1);
    }

    @Test
    void whereAnotherKeyIsShownTheTunnelIsUsed() throws Exception {
        // Given
        double before = checks("differs");
        Enrolled node = enrolThere("claimed", List.of(HubCalls.HOST_KEY));
        try (TestAgent _ = hub.link(node)) {
            // When
            try (TestUser user = user("claimed", "auto")) {
                // Then
                assertThat(user.message().getString("via")).isEqualTo("tunnel");
            }
            Eventually.holds(
                    "the mismatch is counted", SOON, () -> checks("differs") == before + 1);
            assertThat(isOfferedPeered("claimed")).isFalse();
            try (TestUser user = user("claimed", "peered")) {
                assertThat(user.message().getString("code")).isEqualTo("dial_denied");
            }
        }
    }

    @Test
    void whereNothingAnswersIsNotAskedAgainByTheNextDial() throws Exception {
        // Given
        double before = checks("silent");
        Enrolled node = enrolAt(SilentServer.ADDRESS, "silent", List.of(HubCalls.HOST_KEY));
        try (SilentServer silent = new SilentServer();
                TestAgent _ = hub.link(node)) {
            try (TestUser first = user("silent", "auto")) {
                assertThat(first.message().getString("via")).isEqualTo("tunnel");
            }
            silent.hangUp();
            Eventually.holds("the proof has ended", SOON, () -> checks("silent") == before + 1);

            // When
            try (TestUser next = user("silent", "auto");
                    TestUser peered = user("silent", "peered")) {
                // Then
                assertThat(next.message().getString("via")).isEqualTo("tunnel");
                assertThat(peered.message().getString("code")).isEqualTo("dial_unreachable");
            }
            assertThat(silent.connections).hasValue(1);
        }
    }

    @Test
    void nodeWithoutKnownKeysIsNotDialledThere() throws Exception {
        // Given
        Enrolled node = enrolThere("unknown", List.of());
        try (TestAgent _ = hub.link(node)) {
            // When
            try (TestUser user = user("unknown", "auto")) {
                // Then
                assertThat(user.message().getString("via")).isEqualTo("tunnel");
            }
            assertThat(isOfferedPeered("unknown")).isFalse();
            try (TestUser user = user("unknown", "peered")) {
                assertThat(user.message().getString("code")).isEqualTo("dial_denied");
            }
        }
        assertThat(server.sshConnections).hasValue(0);
    }

    @Test
    void nodeOnAnotherPortIsNotOfferedThere() {
        // When
        enrol("other-port", TestAgent.newKey());

        // Then
        assertThat(isOfferedPeered("other-port")).isFalse();
    }
}
