package activate.internalapi.delivery;

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

/** What no setting of the connector expresses about the queues: where their dead letters go. */
@ApplicationScoped
class Queues {

    private static final String USAGE = "internal-api.usage";
    private static final String CREDENTIALS = "internal-api.credentials";

    private final DeadLetters.Broker broker;
    private List<DeadLetters> deadLetters = List.of();

    Queues(
            @ConfigProperty(name = "rabbitmq-host") String host,
            @ConfigProperty(name = "rabbitmq-port") int port,
            @ConfigProperty(name = "rabbitmq-virtual-host", defaultValue = "/") String virtualHost,
            @ConfigProperty(name = "rabbitmq-username") String username,
            @ConfigProperty(name = "rabbitmq-password") String password,
            @ConfigProperty(name = "activate.messages.declare-exchanges") boolean declare) {
        this.broker = new DeadLetters.Broker(host, port, virtualHost, username, password, declare);
    }

    @Produces
    @ApplicationScoped
    @Identifier("usage-queue")
    static Map<String, Object> usage() {
        return DeadLetters.argumentsOf(USAGE);
    }

    @Produces
    @ApplicationScoped
    @Identifier("credentials-queue")
    static Map<String, Object> credentials() {
        return DeadLetters.argumentsOf(CREDENTIALS);
    }

    void start(@Observes StartupEvent event) {
        deadLetters =
                List.of(
                        new DeadLetters(broker, USAGE, List.of(EventType.USAGE_INTERVAL)),
                        new DeadLetters(
                                broker, CREDENTIALS, List.of(EventType.CREDENTIAL_REVOKED)));
    }

    void stop(@Observes ShutdownEvent event) {
        deadLetters.forEach(DeadLetters::close);
    }
}
