package activate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.messages.event.NodeEvent;
import activate.messages.event.UsageInterval;
import activate.messages.hub.ClusterAccess;
import activate.testkit.document.GeneratedDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A message whose JSON changes breaks a consumer of another version: the golden files stop that.
 */
final class GoldenMessagesTest {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    static Stream<Envelope<?>> messages() {
        NodeEvent node =
                new NodeEvent("node-1", "cluster-1", "sandbox", "default", "login", 3, null, "ann");
        ClusterAccess cluster =
                new ClusterAccess(
                        "cluster-1",
                        "default",
                        "sandbox",
                        "existing",
                        "ann",
                        7,
                        false,
                        false,
                        List.of("bob"),
                        false,
                        "login.example.org",
                        22,
                        null);
        return Stream.of(
                envelope(EventType.NODE_ENROLLED, node),
                envelope(EventType.NODE_ONLINE, node),
                envelope(EventType.NODE_OFFLINE, node),
                envelope(EventType.NODE_REVOKED, node),
                envelope(
                        EventType.USAGE_INTERVAL,
                        new UsageInterval(
                                "node-1",
                                "3-1767323045678",
                                "cluster-1",
                                "default",
                                "login",
                                TIME,
                                TIME.plusSeconds(300))),
                envelope(EventType.CLUSTER_CHANGED, cluster),
                envelope(EventType.CLUSTER_DELETED, cluster),
                envelope(
                        EventType.CREDENTIAL_REVOKED,
                        new CredentialRevoked("key-1", "api_key", "ann")));
    }

    @Test
    void clusterFromBeforeItCouldBeDisconnectedIsConnected() throws IOException {
        // Given
        String older =
                "{\"clusterId\":\"c\",\"organization\":\"default\",\"name\":\"n\",\"type\":\"existing\","
                        + "\"ownerUsername\":\"ann\",\"version\":7,\"deleted\":false,\"loginUsers\":[],"
                        + "\"organizationLogin\":false,\"sshPort\":22}";

        // When
        ClusterAccess read = JSON.readValue(older, ClusterAccess.class);

        // Then
        assertThat(read.disconnected()).isFalse();
        assertThat(JSON.valueToTree(read).path("disconnected").isBoolean()).isTrue();
    }

    private static Envelope<?> envelope(String type, Object data) {
        return new Envelope<>(
                "019b7c1e-0000-7000-8000-000000000001", type, 1, TIME, "agent-hub", null, data);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageHasTheShapeOfItsGoldenFile(Envelope<?> message) throws IOException {
        // Given
        JsonNode golden;
        String file = "/golden/" + message.type() + ".json";
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            golden = JSON.readTree(in);
        }

        // When
        JsonNode written = JSON.readTree(JSON.writeValueAsString(message));

        // Then
        assertThat(written).isEqualTo(golden);
        assertThat(JSON.treeToValue(golden.get("data"), message.data().getClass()))
                .isEqualTo(message.data());
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theTypesAreDocumented() {
        StringBuilder table = new StringBuilder("| Type | Body | Members |\n|---|---|---|\n");
        messages()
                .forEach(
                        message ->
                                table.append(
                                        "| `%s` | `%s` | %s |%n"
                                                .formatted(
                                                        message.type(),
                                                        message.data().getClass().getSimpleName(),
                                                        members(message.data().getClass()))));
        GeneratedDocument.section("events.md", "broker").check(table.toString());
    }

    @Test
    void everyTypeHasAMessage() throws IllegalAccessException {
        Set<String> types = new TreeSet<>();
        for (Field constant : EventType.class.getFields()) {
            types.add(String.valueOf(constant.get(null)));
        }
        types.removeAll(Set.of(EventType.EXCHANGE, EventType.DEAD_EXCHANGE));

        assertThat(messages().map(Envelope::type).toList())
                .containsExactlyInAnyOrderElementsOf(types);
    }

    private static String members(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(
                        member ->
                                "`"
                                        + member.getName()
                                        + (member.getAnnotatedType()
                                                        .isAnnotationPresent(Nullable.class)
                                                ? "?"
                                                : "")
                                        + "`")
                .collect(Collectors.joining(", "));
    }
}
