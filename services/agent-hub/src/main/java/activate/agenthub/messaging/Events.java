package activate.agenthub.messaging;

import activate.messages.event.Envelope;
import activate.messages.identity.UuidV7;
import activate.servicekit.outbox.EventPublisher;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Makes envelopes of this service, and publishes them for the outbox relay. */
@ApplicationScoped
public class Events implements EventPublisher {
    private static final String SOURCE = "agent-hub";
    private static final int VERSION = 1;

    private final Emitter<String> emitter;
    private final InstantSource clock;
    private final UuidV7 ids;

    Events(
            @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 1024)
                    Emitter<String> emitter,
            InstantSource clock,
            UuidV7 ids) {
        this.emitter = emitter;
        this.clock = clock;
        this.ids = ids;
    }

    /** An envelope around {@code data}, now. */
    public <T> Envelope<T> of(String type, T data) {
        return new Envelope<>(ids.next(), type, VERSION, clock.instant(), SOURCE, null, data);
    }

    @Override
    public CompletionStage<Void> publish(String type, String id, String json) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        OutgoingRabbitMQMetadata metadata =
                OutgoingRabbitMQMetadata.builder()
                        .withRoutingKey(type)
                        .withMessageId(id)
                        .withContentType("application/json")
                        .withDeliveryMode(2)
                        .build();
        emitter.send(
                Message.of(
                        json,
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
