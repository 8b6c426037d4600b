package activate.legacyapi.activity.log;

import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.List;

/** What no setting of the connector says about {@code legacy-api.activity}: its dead letters. */
@Singleton
@Identifier("activity-queue")
final class NodeEventQueue extends DeadLetterQueue {
    NodeEventQueue() {
        super("legacy-api.activity", List.of("node.#"));
    }
}
