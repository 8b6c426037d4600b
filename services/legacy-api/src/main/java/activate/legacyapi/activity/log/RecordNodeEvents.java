package activate.legacyapi.activity.log;

import activate.legacyapi.stored.ActivityRow;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Actor;
import activate.legacyapi.stored.Target;
import activate.messages.event.Envelope;
import activate.messages.event.NodeEvent;
import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.ConsumeMessage.Poison;
import activate.servicekit.consume.PoisonMessage;
import activate.servicekit.envelope.EnvelopeReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Writes what happened to nodes into the activity log. The row's key is the message's id, so that a
 * message may come any number of times, in any order.
 */
@ApplicationScoped
class RecordNodeEvents implements ActivityType.Source {
    private final ConsumeMessage consume;
    private final EnvelopeReader envelopes;
    private final ActivityLog log;

    @Inject
    RecordNodeEvents(ConsumeMessage consume, EnvelopeReader envelopes, ActivityLog log) {
        this.consume = consume;
        this.envelopes = envelopes;
        this.log = log;
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(NodeLife.values());
    }

    @Incoming("node-events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return consume.run(
                "node-events", Poison.DEAD_LETTER, message, body -> log.write(row(body)));
    }

    private ActivityRow row(byte[] body) throws PoisonMessage {
        Envelope<NodeEvent> envelope =
                PoisonMessage.unlessKnown(envelopes.read(body, NodeLife.MESSAGES));
        NodeEvent event = envelope.data();
        Map<String, String> facts = new HashMap<>();
        facts.put("nodeId", event.nodeId());
        facts.put("hostname", event.hostname());
        facts.put("generation", Long.toString(event.generation()));
        if (event.reason() != null) {
            facts.put("reason", event.reason());
        }
        return new ActivityRow(
                UUID.fromString(envelope.id()).toString(),
                envelope.type(),
                envelope.time(),
                actor(event),
                new Target("cluster", event.clusterId(), event.clusterName(), event.organization()),
                null,
                facts);
    }

    private static Actor actor(NodeEvent event) {
        return event.actor() == null
                ? new Actor("cluster-token", event.nodeId(), null, null, null)
                : new Actor("user", null, event.actor(), null, null);
    }
}
