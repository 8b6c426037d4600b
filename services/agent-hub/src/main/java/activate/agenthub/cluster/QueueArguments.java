package activate.agenthub.cluster;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;

/** What the queue of this hub is declared with. */
@ApplicationScoped
class QueueArguments {
    /** Longer than the life of a user token, so that no revocation of one is missed. */
    private static final Duration KEPT = Duration.ofHours(25);

    @Produces
    @Identifier("access-queue")
    Map<String, Object> accessQueue() {
        return Map.of("x-expires", KEPT.toMillis());
    }
}
