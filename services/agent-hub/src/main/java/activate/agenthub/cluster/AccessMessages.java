package activate.agenthub.cluster;

import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Revocation;
import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.ConsumeMessage.Poison;
import activate.servicekit.consume.PoisonMessage;
import activate.servicekit.envelope.EnvelopeReader;
import activate.servicekit.envelope.Received;
import activate.servicekit.log.LogText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Consumes the queue of this hub: changes of rights, as they happen. */
@ApplicationScoped
class AccessMessages {
    private static final Logger LOG = Logger.getLogger(AccessMessages.class);

    private static final Map<String, Class<?>> TYPES =
            Map.of(
                    EventType.CLUSTER_CHANGED, ClusterAccess.class,
                    EventType.CLUSTER_DELETED, ClusterAccess.class,
                    EventType.CREDENTIAL_REVOKED, CredentialRevoked.class);

    private final ConsumeMessage consume;
    private final EnvelopeReader envelopes;
    private final AccessFeed feed;

    AccessMessages(ConsumeMessage consume, EnvelopeReader envelopes, AccessFeed feed) {
        this.consume = consume;
        this.envelopes = envelopes;
        this.feed = feed;
    }

    @Incoming("access")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return consume.run("access", Poison.DROP, message, this::take);
    }

    private void take(byte[] body) throws PoisonMessage {
        Received<Object> received = envelopes.read(body, TYPES);
        if (received instanceof Received.Foreign<Object>(var type)) {
            LOG.debugf("message ignored type=%s", LogText.of(type));
            return;
        }
        Envelope<Object> envelope = PoisonMessage.unlessKnown(received);
        switch (envelope.data()) {
            case ClusterAccess cluster -> apply(cluster);
            case CredentialRevoked credential ->
                    feed.revoke(Revocation.of(credential, envelope.time()));
            default -> throw new PoisonMessage("data of type " + envelope.type());
        }
    }

    @SuppressWarnings("ConstantValue") // A sender may leave out anything.
    private void apply(ClusterAccess cluster) throws PoisonMessage {
        if (cluster.clusterId() == null) {
            throw new PoisonMessage("a change of no cluster");
        }
        feed.apply(cluster);
    }
}
