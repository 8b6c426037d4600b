package activate.agenthub.presence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubRig;
import activate.agenthub.TestNode;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.messages.event.EventType;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class PresenceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject Presence presence;
    @Inject NodeStore nodes;
    @Inject EnvelopeWriter events;

    @SuppressWarnings("NullAway.Init")
    private BrokerSpy spy;

    @BeforeEach
    void listen() throws Exception {
        spy = new BrokerSpy();
    }

    @AfterEach
    void stopListening() throws Exception {
        spy.close();
    }

    private String newNode(String hostname) {
        Node node = TestNode.of(UUID.randomUUID().toString(), "c-presence", hostname);
        nodes.enrol(
                node,
                events.message(EventType.NODE_ENROLLED, NodeViews.event(node, 0, null, "ann")));
        return node.id();
    }

    private Node online(String id) {
        return presence.online(id).orElseThrow();
    }

    private long millisOf(String id) {
        return spy.about(EventType.USAGE_INTERVAL, id).stream()
                .mapToLong(
                        interval ->
                                Instant.parse(interval.path("endAt").asText()).toEpochMilli()
                                        - Instant.parse(interval.path("startAt").asText())
                                                .toEpochMilli())
                .sum();
    }

    @Test
    void enrolmentOnlineAndOfflineAreToldOnceEach() {
        // Given
        String id = newNode("told");

        // When
        Node linked = online(id);
        presence.offline(id, linked.lease().generation(), "closed");
        presence.offline(id, linked.lease().generation(), "closed");

        // Then
        Eventually.holds(
                "offline is told", SOON, () -> spy.about(EventType.NODE_OFFLINE, id).size() == 1);
        assertThat(spy.about(EventType.NODE_ENROLLED, id)).hasSize(1);
        assertThat(spy.about(EventType.NODE_ONLINE, id)).hasSize(1);
        assertThat(spy.about(EventType.NODE_OFFLINE, id).getFirst().path("reason").asText())
                .isEqualTo("closed");
    }

    @Test
    void endOfASupersededLinkChangesNothing() {
        // Given
        String id = newNode("superseded");
        Node older = online(id);
        Node newer = online(id);

        // When
        presence.offline(id, older.lease().generation(), "superseded");

        // Then
        assertThat(newer.lease().generation()).isGreaterThan(older.lease().generation());
        assertThat(nodes.find(id).orElseThrow().isOnline()).isTrue();
        assertThat(newer.lease().usageFrom()).isEqualTo(older.lease().usageFrom());
    }

    @Test
    void intervalsTileTheTimeOnlineThroughCutsAndRecords() {
        // Given
        String id = newNode("tiled");
        Node first = online(id);
        presence.recordUsage(id, first.lease().generation());
        Node second = online(id);
        presence.recordUsage(id, second.lease().generation());
        Instant from = requireNonNull(first.lease().usageFrom());

        // When
        presence.offline(id, second.lease().generation(), "closed");

        // Then
        Eventually.holds(
                "offline is told", SOON, () -> spy.about(EventType.NODE_OFFLINE, id).size() == 1);
        List<JsonNode> intervals = spy.about(EventType.USAGE_INTERVAL, id);
        Instant end = from;
        for (JsonNode interval : intervals) {
            assertThat(Instant.parse(interval.path("startAt").asText())).isEqualTo(end);
            end = Instant.parse(interval.path("endAt").asText());
        }
        assertThat(millisOf(id)).isEqualTo(Duration.between(from, end).toMillis());
    }

    @Test
    void linksOfADeadHubEndWhenItWasLastSeen() {
        // Given
        String id = newNode("orphan");
        Node linked = online(id);
        Instant lastSeen = requireNonNull(linked.lease().usageFrom()).plusMillis(1234);
        String hub = requireNonNull(linked.lease().hub());

        // When
        presence.endLinksOf(hub, linked.lease().hubEpoch() + 1, lastSeen);
        presence.endLinksOf(hub, linked.lease().hubEpoch() + 1, lastSeen.plusSeconds(60));

        // Then
        assertThat(nodes.find(id).orElseThrow().isOnline()).isFalse();
        Eventually.holds(
                "usage is told", SOON, () -> spy.about(EventType.USAGE_INTERVAL, id).size() == 1);
        assertThat(millisOf(id)).isEqualTo(1234);
    }

    @Test
    void ofManyLinksAtOnceEachHasItsOwnGeneration() throws Exception {
        // Given
        String id = newNode("raced");
        Callable<Long> link = () -> online(id).lease().generation();

        // When
        List<Long> generations;
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            generations =
                    pool.invokeAll(java.util.Collections.nCopies(16, link)).stream()
                            .map(Future::resultNow)
                            .toList();
        }

        // Then
        assertThat(generations).doesNotHaveDuplicates().hasSize(16);
        assertThat(nodes.find(id).orElseThrow().lease().generation()).isEqualTo(16);
    }

    @Test
    void revokedNodeCannotLink() {
        // Given
        String id = newNode("gone");
        Node node = nodes.find(id).orElseThrow();
        nodes.revoke(
                id,
                "c-presence",
                Instant.now(),
                events.message(EventType.NODE_REVOKED, NodeViews.event(node, 0, "revoked", "ann")));

        // When
        boolean linked = presence.online(id).isPresent();

        // Then
        assertThat(linked).isFalse();
    }
}
