package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.issueToken;
import static activate.agenthub.HubCalls.registration;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.forward.ForwardProof;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who tries credentials from one address is slowed on every way in, and nobody else is. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class StrangerTest {
    private static final ForwardProof EDGE = new ForwardProof(HubRig.FORWARDING_SECRET);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String WRONG = "pwan_" + "0".repeat(32) + "." + "x".repeat(43);

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    private final String address = "198.18.0." + NEXT.incrementAndGet();
    private final String proof = EDGE.of(address, Instant.now());

    /** Where a credential can be tried. */
    private enum WayIn {
        HEARTBEAT,
        REGISTRATION,
        TUNNEL,
        CONNECT,
        TARGET
    }

    private int attempt(WayIn way, String key, String token) throws IOException {
        String basic = "Basic " + TestAgent.basic(key);
        return switch (way) {
            case HEARTBEAT -> heartbeat(proved(), key).statusCode();
            case REGISTRATION -> register(proved(), token).statusCode();
            case TUNNEL -> upgrade("/ws/ssh/tunnel", basic, "activate.yamux.v1");
            case CONNECT -> upgrade("/ws/ssh/connect?cluster=nosuch", basic, "activate.connect.v1");
            case TARGET ->
                    proved().header("Authorization", basic)
                            .get("/ws/ssh/target?cluster=nosuch")
                            .statusCode();
        };
    }

    private RequestSpecification proved() {
        return given().header("X-Forwarded-For", address).header(ForwardProof.HEADER, proof);
    }

    private static String newToken() {
        return issueToken("c-stranger", false).getString("token");
    }

    private static Response heartbeat(RequestSpecification from, String key) {
        return from.contentType(ContentType.JSON)
                .header("Authorization", "Basic " + TestAgent.basic(key))
                .body(Map.of("hostname", "h"))
                .post("/api/agent/heartbeat");
    }

    private static Response register(RequestSpecification from, String token) {
        return from.contentType(ContentType.JSON)
                .body(registration(token, "h", null))
                .post("/api/agent/register");
    }

    private int upgrade(String path, String authorization, String protocol) throws IOException {
        try (RawSocket socket = new RawSocket(base.getPort())) {
            return socket.upgrade(
                    path,
                    List.of(
                            "Authorization: " + authorization,
                            "Sec-WebSocket-Protocol: " + protocol,
                            "X-Forwarded-For: " + address,
                            ForwardProof.HEADER + ": " + proof));
        }
    }

    @ParameterizedTest
    @EnumSource(WayIn.class)
    void wrongCredentialsOfAnAddressAreNotLookedUpForEver(WayIn way) throws Exception {
        // Given
        var known = enrol("c-stranger", "known", null);
        assertThat(heartbeat(proved(), known.apiKey()).statusCode()).isEqualTo(200);
        int refused = 0;
        // When: some more than may come at once
        for (int i = 0; i < 40; i++) {
            int status = attempt(way, WRONG, "pwrt_none");
            assertThat(status).isIn(401, 429);
            refused += status == 429 ? 1 : 0;
        }
        // Then
        assertThat(refused).as("refused").isBetween(10, 20);
        Response answer = register(proved(), newToken());
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 5);
        // And its neighbours go on, and the others too
        assertThat(heartbeat(proved(), known.apiKey()).statusCode()).isEqualTo(200);
        assertThat(register(given(), newToken()).statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressThatTheIngressHasNotProvedHasNoShare() {
        for (int i = 0; i < 40; i++) {
            assertThat(heartbeat(given().header("X-Forwarded-For", address), WRONG).statusCode())
                    .isEqualTo(401);
        }
        assertThat(heartbeat(proved(), WRONG).statusCode()).isEqualTo(401);
    }
}
