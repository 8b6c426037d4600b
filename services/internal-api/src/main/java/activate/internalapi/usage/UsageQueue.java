package activate.internalapi.usage;

import activate.messages.event.EventType;
import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * What no setting of the connector expresses about {@code internal-api.usage}: its dead letters.
 */
final class UsageQueue {
    private static final DeadLetterQueue QUEUE =
            new DeadLetterQueue("internal-api.usage", List.of(EventType.USAGE_INTERVAL));

    private UsageQueue() {}

    @Produces
    @Singleton
    static DeadLetterQueue deadLetters() {
        return QUEUE;
    }

    @Produces
    @ApplicationScoped
    @Identifier("usage-queue")
    static Map<String, Object> arguments() {
        return QUEUE.arguments();
    }
}
