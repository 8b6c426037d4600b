package activate.legacyapi.relay;

import activate.legacyapi.change.Change;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends messages to the broker and waits until it has confirmed them. */
@ApplicationScoped
class BrokerPublisher {
    private static final int PERSISTENT = 2;
    private static final int WAITING = 64;

    private final MutinyEmitter<String> emitter;

    @Inject
    BrokerPublisher(
            @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = WAITING)
                    MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    /** Returns once the broker has the message; throws when it does not say so in time. */
    void publish(Change.Message message, Duration timeout) {
        OutgoingRabbitMQMetadata metadata =
                OutgoingRabbitMQMetadata.builder()
                        .withRoutingKey(message.type())
                        .withContentType("application/json")
                        .withDeliveryMode(PERSISTENT)
                        .build();
        emitter.sendMessage(Message.of(message.body(), Metadata.of(metadata)))
                .await()
                .atMost(timeout);
    }
}
