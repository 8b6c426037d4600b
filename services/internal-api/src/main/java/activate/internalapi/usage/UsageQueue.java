package activate.internalapi.usage;

import activate.messages.event.EventType;
import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.List;

/** What no setting of the connector says about {@code internal-api.usage}: its dead letters. */
@Singleton
@Identifier("usage-queue")
final class UsageQueue extends DeadLetterQueue {
    UsageQueue() {
        super("internal-api.usage", List.of(EventType.USAGE_INTERVAL));
    }
}
