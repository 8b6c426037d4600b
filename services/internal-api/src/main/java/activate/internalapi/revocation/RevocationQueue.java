package activate.internalapi.revocation;

import activate.messages.event.EventType;
import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * What no setting of the connector expresses about {@code internal-api.credentials}: its dead
 * letters.
 */
final class RevocationQueue {
    private static final DeadLetterQueue QUEUE =
            new DeadLetterQueue("internal-api.credentials", List.of(EventType.CREDENTIAL_REVOKED));

    private RevocationQueue() {}

    @Produces
    @Singleton
    static DeadLetterQueue deadLetters() {
        return QUEUE;
    }

    @Produces
    @ApplicationScoped
    @Identifier("credentials-queue")
    static Map<String, Object> arguments() {
        return QUEUE.arguments();
    }
}
