package activate.internalapi.revocation;

import activate.messages.event.EventType;
import activate.servicekit.deadletter.DeadLetterQueue;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What no setting of the connector says about {@code internal-api.credentials}: its dead letters.
 */
@Singleton
@Identifier("credentials-queue")
final class RevocationQueue extends DeadLetterQueue {
    RevocationQueue() {
        super("internal-api.credentials", List.of(EventType.CREDENTIAL_REVOKED));
    }
}
