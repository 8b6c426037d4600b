package activate.internalapi.usage;

import activate.messages.event.EventType;
import activate.servicekit.deadletter.DeadLetters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What no setting of the connector expresses about the queue of usage: where its dead letters go.
 */
@ApplicationScoped
class UsageQueue {

    private static final String NAME = "internal-api.usage";

    private final DeadLetters.Broker broker;
    private @Nullable DeadLetters deadLetters;

    UsageQueue(
            @ConfigProperty(name = "rabbitmq-host") String host,
            @ConfigProperty(name = "rabbitmq-port") int port,
            @ConfigProperty(name = "rabbitmq-username") String username,
            @ConfigProperty(name = "rabbitmq-password") String password) {
        this.broker = new DeadLetters.Broker(host, port, username, password);
    }

    @Produces
    @ApplicationScoped
    @Identifier("usage-queue")
    static Map<String, Object> arguments() {
        return DeadLetters.argumentsOf(NAME);
    }

    void start(@Observes StartupEvent event) {
        deadLetters = new DeadLetters(broker, NAME, List.of(EventType.USAGE_INTERVAL));
    }

    void stop(@Observes ShutdownEvent event) {
        DeadLetters open = deadLetters;
        if (open != null) {
            open.close();
        }
    }
}
