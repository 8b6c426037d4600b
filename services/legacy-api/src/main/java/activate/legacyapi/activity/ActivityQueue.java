package activate.legacyapi.activity;

import activate.messages.event.EventType;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;

/** How the queue of node events is declared: for RabbitMQ, and for the embedded broker's words. */
final class ActivityQueue {
    private static final int DELIVERY_LIMIT = 20;

    @Produces
    @ApplicationScoped
    @Identifier("activity-queue")
    Map<String, Object> arguments() {
        return Map.of(
                "x-queue-type",
                "quorum",
                "x-delivery-limit",
                DELIVERY_LIMIT,
                "x-dead-letter-exchange",
                EventType.DEAD_EXCHANGE,
                "x-dead-letter-routing-key",
                DeclareDeadLetters.QUEUE,
                "alternateBinding",
                "{\"destination\":\"" + EventType.DEAD_EXCHANGE + "\"}");
    }
}
