package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import activate.agenthub.messaging.Events;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of streams, and of those who ask for one, when a right or a way is taken away. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class WithdrawnTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject Vertx vertx;
    @Inject Events events;
    @Inject ObjectMapper json;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    @SuppressWarnings("NullAway.Init")
    private HubCalls hub;

    @BeforeEach
    void calls() {
        hub = new HubCalls(vertx, base.getPort());
    }

    private void publish(Envelope<?> message) throws JsonProcessingException {
        events.publish(message.type(), message.id(), json.writeValueAsString(message))
                .toCompletableFuture()
                .join();
    }

    private static Response target(String cluster, String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/ws/ssh/target?cluster=" + cluster);
    }

    @Test
    void disconnectedClusterLosesItsStreamsAndIsNotDialledUntilItIsConnected() throws Exception {
        // Given
        String token = HubRig.userToken("ann");
        Enrolled node = enrol("c-switched", "switched", TestAgent.newKey());
        try (TestAgent _ = hub.link(node);
                TestUser open = hub.user("cluster=switched", token).open()) {
            assertThat(open.message().getString("type")).isEqualTo("opened");

            // When
            publish(
                    events.of(
                            EventType.CLUSTER_CHANGED,
                            HubRig.cluster("c-switched", "switched", 2, true)));

            // Then
            assertThat(open.message().getString("code")).isEqualTo("cluster_offline");
            assertThat(open.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
            Response refused = target("switched", token);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("cluster_offline");
            assertThat(refused.jsonPath().getString("message")).contains("disconnected");
            assertThat(TestUser.refusal(() -> hub.user("cluster=switched", token))).isEqualTo(409);

            // When
            publish(
                    events.of(
                            EventType.CLUSTER_CHANGED,
                            HubRig.cluster("c-switched", "switched", 3, false)));

            // Then
            Eventually.holds(
                    "the cluster is reached",
                    SOON,
                    () -> target("switched", token).statusCode() == 200);
            try (TestUser again = hub.user("cluster=switched", token).open()) {
                assertThat(again.message().getString("type")).isEqualTo("opened");
            }
        }
    }
}
