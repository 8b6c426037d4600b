package activate.internalapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import activate.messages.event.EventType;
import activate.messages.event.UsageInterval;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
final class UsageTest extends QueueFixture {

    private static final Instant DAWN = Instant.parse("2026-03-01T00:00:00Z");

    private final String cluster = "cluster-" + UUID.randomUUID();

    UsageTest() {
        super("internal-api.usage", EventType.USAGE_INTERVAL, "agent-hub");
    }

    @Test
    void fiveDeliveriesInAnyOrderCountOnce() throws Exception {
        List<byte[]> deliveries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            byte[] one = interval("node-a", "i" + i, i * 300_000L, (i + 1) * 300_000L);
            deliveries.addAll(Collections.nCopies(5, one));
        }
        Collections.shuffle(deliveries, new Random(4));

        for (byte[] delivery : deliveries) {
            publish(delivery);
        }

        awaitRow("intervals", 12);
        sums().body("[0].milliseconds", equalTo(3_600_000))
                .body("[0].nodeHours", equalTo("1"))
                .body("[0].nodeId", equalTo("node-a"))
                .body("[0].hostname", equalTo("host-of-node-a"))
                .body("[0].firstAt", equalTo("2026-03-01T00:00:00Z"))
                .body("[0].lastAt", equalTo("2026-03-01T01:00:00Z"));
        assertThat(count("billing.usage_interval WHERE cluster_id = '" + cluster + "'"))
                .isEqualTo(12);
    }

    @Test
    void whatTwoIntervalsOfOneSourceClaimCountsOnce() throws Exception {
        publish(interval("node-b", "x", 0, 300_000));
        publish(interval("node-b", "y", 200_000, 500_000));
        publish(interval("node-b", "z", 600_000, 600_001));
        publish(interval("node-c", "x", 0, 300_000));

        awaitRow("size()", 2);
        awaitRow("intervals", 3);

        sums().body("[0].milliseconds", equalTo(500_001))
                .body("[0].nodeHours", equalTo("0.138889167"))
                .body("[1].milliseconds", equalTo(300_000))
                .body("[1].nodeHours", equalTo("0.083333333"));
    }

    @Test
    void poisonGoesToTheDeadLettersAndStopsNobody() throws Exception {
        long dead = deadLetters();
        publish("no json".getBytes(StandardCharsets.UTF_8));
        publish(interval("node-d", "backwards", 500, 100));
        publish(interval("node-d", "week", 0, Duration.ofDays(7).toMillis()));
        publish(interval("node-d", "good", 0, 1000));
        awaitRow("intervals", 1);

        publish(interval("node-d", "good", 0, 2000));

        Eventually.holds("four dead letters", SOON, () -> deadLetters() == dead + 4);
        sums().body("[0].milliseconds", equalTo(1000));
        assertThat(takeDeadLetter()).isNotNull();
    }

    @Test
    void theLedgerRefusesToBeChanged() throws Exception {
        publish(interval("node-e", "kept", 0, 1000));
        awaitRow("intervals", 1);

        for (String change :
                List.of(
                        "UPDATE billing.usage_interval SET end_ms = end_ms + 1",
                        "DELETE FROM billing.usage_interval",
                        "TRUNCATE billing.usage_interval")) {
            assertThatThrownBy(() -> execute(change))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
        sums().body("[0].milliseconds", equalTo(1000));
    }

    @Test
    void onlyServicesAndAdministratorsRead() throws Exception {
        given().get("/internal/v1/usage/nodes?clusterId=c").then().statusCode(401);
        given().header("Authorization", "Bearer " + Tokens.service("agent-hub"))
                .get("/internal/v1/usage/nodes?clusterId=c")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + Tokens.user("root", true))
                .get("/internal/v1/usage/nodes?clusterId=c")
                .then()
                .statusCode(401);
        given().get("/admin/usage/nodes?clusterId=c")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
        given().header("Authorization", "Bearer " + Tokens.service("internal-api"))
                .get("/admin/usage/nodes?clusterId=c")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + Tokens.user("eve", false))
                .get("/admin/usage/nodes?clusterId=c")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + Tokens.user("root", true))
                .get("/admin/usage/nodes?clusterId=c")
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
        given().header("Authorization", "Bearer " + Tokens.user("root", true))
                .get("/admin/usage/nodes")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("clusterId"));
    }

    private byte[] interval(String source, String id, long fromMillis, long toMillis)
            throws JsonProcessingException {
        UsageInterval data =
                new UsageInterval(
                        source,
                        cluster + "-" + id,
                        cluster,
                        "default",
                        "host-of-" + source,
                        DAWN.plusMillis(fromMillis),
                        DAWN.plusMillis(toMillis));
        return message(data, DAWN);
    }

    private ValidatableResponse sums() throws Exception {
        return given().header("Authorization", "Bearer " + Tokens.service("internal-api"))
                .queryParam("clusterId", cluster)
                .get("/internal/v1/usage/nodes")
                .then()
                .statusCode(200);
    }

    private void awaitRow(String what, int value) {
        String path = what.equals("size()") ? what : "[0]." + what;
        Eventually.holds(
                path + " = " + value,
                SOON,
                () -> Integer.valueOf(value).equals(sums().extract().path(path)));
    }
}
