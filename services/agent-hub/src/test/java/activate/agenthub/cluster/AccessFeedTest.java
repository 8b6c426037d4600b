package activate.agenthub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubRig;
import activate.agenthub.caller.Credentials;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Caller;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.MessagePublisher;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class AccessFeedTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject EnvelopeWriter events;
    @Inject MessagePublisher publisher;
    @Inject ClusterCopy copy;
    @Inject Credentials credentials;
    @Inject AccessMessages consumer;
    @Inject ObjectMapper json;

    private static ClusterAccess cluster(String id, long version, boolean deleted) {
        return new ClusterAccess(
                id,
                "default",
                "name-v" + version,
                "existing",
                "ann",
                version,
                deleted,
                false,
                List.of(),
                false,
                null,
                22,
                null);
    }

    private void publish(OutboxEntry.Message message) throws JsonProcessingException {
        publisher.publish(message).toCompletableFuture().join();
    }

    @Test
    void changesDeliveredFiveTimesInAnyOrderLeaveTheNewest() throws JsonProcessingException {
        // Given
        List<OutboxEntry.Message> messages = new ArrayList<>();
        for (long version = 1; version <= 6; version++) {
            OutboxEntry.Message message =
                    events.message(EventType.CLUSTER_CHANGED, cluster("c-fed", version, false));
            messages.addAll(Collections.nCopies(5, message));
        }
        Collections.shuffle(messages, new Random(3));

        // When
        for (OutboxEntry.Message message : messages) {
            publish(message);
        }

        // Then
        Eventually.holds(
                "the newest version is known",
                SOON,
                () -> copy.byId("c-fed").filter(found -> found.version() == 6).isPresent());
        assertThat(copy.byName("default", "name-v6")).hasSize(1);
        assertThat(copy.byName("default", "name-v5")).isEmpty();
    }

    @Test
    void tombstoneStaysWhenAnOlderChangeComesAfterIt() throws JsonProcessingException {
        // Given
        publish(events.message(EventType.CLUSTER_CHANGED, cluster("c-gone", 1, false)));
        Eventually.holds("it is known", SOON, () -> copy.byId("c-gone").isPresent());

        // When
        publish(events.message(EventType.CLUSTER_DELETED, cluster("c-gone", 3, true)));
        publish(events.message(EventType.CLUSTER_CHANGED, cluster("c-gone", 2, false)));
        publish(events.message(EventType.CLUSTER_CHANGED, cluster("c-after", 1, false)));

        // Then
        Eventually.holds("the last is known", SOON, () -> copy.byId("c-after").isPresent());
        assertThat(copy.byId("c-gone")).isEmpty();
    }

    private static Caller caller(String username, String credential, Instant issuedAt) {
        return new Caller(
                "u-" + username,
                username,
                username,
                "default",
                false,
                credential,
                issuedAt,
                issuedAt.plus(Duration.ofHours(24)));
    }

    @Test
    void revokedCredentialIsRemembered() throws JsonProcessingException {
        // When
        publish(
                events.message(
                        EventType.CREDENTIAL_REVOKED,
                        new CredentialRevoked("key-7", "api_key", "ann")));

        // Then
        Caller caller = caller("ann", "key-7", Instant.now());
        Eventually.holds("it is void", SOON, () -> credentials.isVoid(caller));
        assertThat(credentials.isVoid(caller("ann", "key-8", Instant.now()))).isFalse();
    }

    @Test
    void ofTwoRevocationsOfAUserTheLaterCountsHoweverTheyCome() throws JsonProcessingException {
        // Given
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        CredentialRevoked gina = new CredentialRevoked("u-gina", "user", "gina");
        List<OutboxEntry.Message> messages = new ArrayList<>();
        for (int hour = 0; hour < 3; hour++) {
            Instant time = noon.plus(Duration.ofHours(hour));
            OutboxEntry.Message message =
                    new OutboxEntry.Message(
                            "m-" + hour,
                            EventType.CREDENTIAL_REVOKED,
                            json.writeValueAsString(
                                    new Envelope<>(
                                            "m-" + hour,
                                            EventType.CREDENTIAL_REVOKED,
                                            1,
                                            time,
                                            "legacy-api",
                                            null,
                                            gina)));
            messages.addAll(Collections.nCopies(5, message));
        }
        Collections.shuffle(messages, new Random(5));

        // When
        for (OutboxEntry.Message message : messages) {
            publish(message);
        }
        publish(
                events.message(
                        EventType.CREDENTIAL_REVOKED,
                        new CredentialRevoked("key-last", "session", "ann")));

        // Then
        Eventually.holds(
                "all have come",
                SOON,
                () -> credentials.isVoid(caller("ann", "key-last", Instant.now())));
        Instant last = noon.plus(Duration.ofHours(2));
        Eventually.holds(
                "tokens from before the last are void",
                SOON,
                () -> credentials.isVoid(caller("gina", "k", last.minusSeconds(1))));
        assertThat(credentials.isVoid(caller("gina", "k", last.plusSeconds(60)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "",
                "null",
                "{'type':'credential.revoked','time':'2026-01-01T12:00:00Z'}",
                "{'type':'credential.revoked','data':{'kind':'user','username':'ann'}}",
                "{'type':'credential.revoked','time':'2026-01-01T12:00:00Z','data':{'kind':'user'}}",
                "{'type':'credential.revoked','time':'2026-01-01T12:00:00Z','data':'ann'}",
                "{'type':'credential.revoked','time':'+999999999-12-31T23:59:59.999999999Z',"
                        + "'data':{'kind':'user','username':'ann'}}",
                "{'type':'credential.revoked','time':999999999999999999,"
                        + "'data':{'kind':'user','username':'ann'}}",
                "{'type':'cluster.changed','time':'2026-01-01T12:00:00Z'}",
                "{'type':'cluster.changed','time':'2026-01-01T12:00:00Z','data':{}}",
                "{'type':'cluster.changed','time':'2026-01-01T12:00:00Z','data':[]}",
                "{'type':'cluster.changed','time':'2026-01-01T12:00:00Z','data':{'version':'x'}}"
            })
    void messageThatMeansNothingIsDroppedAndNotTakenAgainForEver(String message) {
        // Given
        byte[] body = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        AtomicBoolean isAcknowledged = new AtomicBoolean();

        // When
        consumer.consume(
                        Message.of(
                                body,
                                () -> {
                                    isAcknowledged.set(true);
                                    return CompletableFuture.completedStage(null);
                                }))
                .toCompletableFuture()
                .join();

        // Then
        assertThat(isAcknowledged).isTrue();
    }
}
