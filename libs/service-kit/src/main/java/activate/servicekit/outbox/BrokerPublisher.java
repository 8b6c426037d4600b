package activate.servicekit.outbox;

import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Publishes through a channel of the connector, durable and with the broker's confirmation. */
public final class BrokerPublisher implements MessagePublisher {
    private static final int PERSISTENT = 2;

    private final Emitter<String> emitter;

    /** Uses an outgoing channel with {@code publish-confirms}. */
    public BrokerPublisher(Emitter<String> emitter) {
        this.emitter = emitter;
    }

    @Override
    public CompletionStage<Void> publish(OutboxEntry.Message message) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        OutgoingRabbitMQMetadata metadata =
                OutgoingRabbitMQMetadata.builder()
                        .withRoutingKey(message.type())
                        .withMessageId(message.id())
                        .withContentType("application/json")
                        .withDeliveryMode(PERSISTENT)
                        .build();
        emitter.send(
                Message.of(
                        message.json(),
                        Metadata.of(metadata),
                        () -> {
                            confirmed.complete(null);
                            return CompletableFuture.completedFuture(null);
                        },
                        failure -> {
                            confirmed.completeExceptionally(failure);
                            return CompletableFuture.completedFuture(null);
                        }));
        return confirmed;
    }
}
