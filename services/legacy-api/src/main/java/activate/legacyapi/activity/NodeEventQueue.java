package activate.legacyapi.activity;

import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * What no setting of the connector expresses about {@code legacy-api.activity}: its dead letters.
 */
final class NodeEventQueue {
    private static final DeadLetterQueue QUEUE =
            new DeadLetterQueue("legacy-api.activity", List.of("node.#"));

    private NodeEventQueue() {}

    @Produces
    @Singleton
    static DeadLetterQueue deadLetters() {
        return QUEUE;
    }

    @Produces
    @ApplicationScoped
    @Identifier("activity-queue")
    static Map<String, Object> arguments() {
        return QUEUE.arguments();
    }
}
