package activate.legacyapi.activity;

import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Target;
import activate.messages.event.Envelope;
import activate.messages.event.NodeEvent;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.rabbitmq.RabbitMQRejectMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happened to nodes into the activity log. The row's key is the message's id, so that a
 * message may come any number of times, in any order. What cannot be read goes to the dead letters;
 * what cannot be written is kept and tried again.
 */
@ApplicationScoped
class RecordNodeEvents {
    private static final Logger LOG = Logger.getLogger(RecordNodeEvents.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double FULL_JITTER = 1.0;
    private static final int TRIES = 20;

    private final ActivityLog log;
    private final ObjectMapper json;

    @Inject
    RecordNodeEvents(ActivityLog log, ObjectMapper json) {
        this.log = log;
        this.json = json;
    }

    @Incoming("node-events")
    Uni<Void> consume(Message<byte[]> message) {
        Change change;
        try {
            change = read(message.getPayload());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("message cannot be read, to the dead letters cause=%s", e.getMessage());
            return Uni.createFrom().completionStage(message.nack(e));
        }
        return Uni.createFrom()
                .item(() -> written(change))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(FULL_JITTER)
                .atMost(TRIES)
                .onItemOrFailure()
                .transformToUni((_, failure) -> settle(message, failure));
    }

    private static Uni<Void> settle(Message<byte[]> message, @Nullable Throwable failure) {
        if (failure == null) {
            return Uni.createFrom().completionStage(message.ack());
        }
        LOG.warnf("event is not in the activity log yet cause=%s", failure.toString());
        Metadata again = Metadata.of(new RabbitMQRejectMetadata(true));
        return Uni.createFrom().completionStage(message.nack(failure, again));
    }

    private boolean written(Change change) {
        try {
            log.write(List.of(change));
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("activity log does not answer", e);
        }
    }

    private Change read(byte[] body) throws IOException {
        Envelope<NodeEvent> envelope;
        try {
            envelope = json.readValue(body, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON of a node event", e);
        }
        if (envelope == null || envelope.id() == null || envelope.data() == null) {
            throw new IllegalArgumentException("no envelope of a node event");
        }
        NodeEvent event = envelope.data();
        Map<String, String> facts = new HashMap<>();
        facts.put("nodeId", event.nodeId());
        facts.put("hostname", event.hostname());
        facts.put("generation", Long.toString(event.generation()));
        if (event.reason() != null) {
            facts.put("reason", event.reason());
        }
        return new Change(
                UUID.fromString(envelope.id()).toString(),
                envelope.type(),
                envelope.time(),
                actor(event),
                new Target("cluster", event.clusterId(), event.clusterName(), event.organization()),
                null,
                facts,
                List.of());
    }

    private static Actor actor(NodeEvent event) {
        return event.actor() == null
                ? new Actor("cluster-token", event.nodeId(), null, null, null)
                : new Actor("user", null, event.actor(), null, null);
    }
}
