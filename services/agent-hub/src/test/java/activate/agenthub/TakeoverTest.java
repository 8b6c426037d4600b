package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.agenthub.HubCalls.Enrolled;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** Two holders of one identity, and what agents say in the log. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class TakeoverTest {
    @Inject Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    /** Collects what the hub logs. */
    private static final class Lines extends Handler implements AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final PatternFormatter asWritten = new PatternFormatter("%s");

        Lines() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(asWritten.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }

    private TestAgent agent(Enrolled node) throws Exception {
        return new TestAgent(vertx, base.getPort(), node.apiKey(), node.nodeId(), node.key())
                .awaitWelcome();
    }

    @Test
    void twoHoldersOfOneIdentityAreNoticedAndTheTunnelStaysWithOneOfThem() throws Exception {
        // Given
        Enrolled node = enrol("c-double", "double", TestAgent.newKey());
        List<TestAgent> agents = new ArrayList<>();
        try (Lines log = new Lines()) {
            // When: each takes the tunnel of the one before
            for (int i = 0; i < 7; i++) {
                agents.add(agent(node));
            }
            // Then
            Eventually.holds(
                    "it is flagged",
                    Duration.ofSeconds(10),
                    () ->
                            given().header("Authorization", serviceToken())
                                            .get("/internal/v1/nodes?clusterId=c-double")
                                            .jsonPath()
                                            .get("[0].contestedAt")
                                    != null);
            assertThat(log.lines.stream().filter(line -> line.contains("it was copied")))
                    .hasSize(1);
            assertThatThrownBy(() -> agent(node)).hasMessageContaining("429");
            assertThat(agents.getLast().closed).isNotDone();
        }
        agents.forEach(TestAgent::close);
        assertThat(agents.getFirst().closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4409);
        // When the holder is gone, the other gets in
        Eventually.holds(
                "another gets in",
                Duration.ofSeconds(20),
                () -> {
                    try (TestAgent _ = agent(node)) {
                        return true;
                    }
                });
    }

    @Test
    void whatAnAgentSaysCannotForgeALine() throws Exception {
        // Given
        Enrolled node = enrol("forger", TestAgent.newKey());
        String host = "evil.test\r\nINFO forged\u001b[2J" + "x".repeat(2000);
        try (Lines log = new Lines()) {
            // When
            TestAgent agent =
                    new TestAgent(
                            vertx, base.getPort(), node.apiKey(), node.nodeId(), node.key(), host);
            assertThat(agent.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4401);
            // Then
            List<String> said = log.lines.stream().filter(l -> l.contains("evil.test")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.getFirst()).hasSizeLessThan(400).contains("\\u000d\\u000aINFO");
            assertThat(said.getFirst().chars()).noneMatch(Character::isISOControl);
        }
    }
}
