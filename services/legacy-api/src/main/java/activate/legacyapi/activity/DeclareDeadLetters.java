package activate.legacyapi.activity;

import activate.messages.event.EventType;
import activate.servicekit.startup.Preparation;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Declares where the dead letters of {@code legacy-api.activity} go, before that queue itself is
 * declared: the embedded broker refuses a queue whose dead letters have nowhere to go. The consumer
 * tries every second, so it is there right after.
 */
@ApplicationScoped
class DeclareDeadLetters implements Preparation {
    /** The queue whose dead letters these are. */
    static final String QUEUE = "legacy-api.activity";

    /** Where they are kept for people to look at. */
    static final String DEAD_QUEUE = QUEUE + ".dead";

    /** RabbitMQ names the queue in its dead letters; the embedded broker keeps their own type. */
    private static final String ORIGINAL_TYPES = "node.#";

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final String host;
    private final int port;
    private final String username;
    private final String password;
    private final String virtualHost;
    private final boolean declaresExchanges;

    @Inject
    DeclareDeadLetters(
            @ConfigProperty(name = "rabbitmq-host") String host,
            @ConfigProperty(name = "rabbitmq-port") int port,
            @ConfigProperty(name = "rabbitmq-username") String username,
            @ConfigProperty(name = "rabbitmq-password") String password,
            @ConfigProperty(name = "rabbitmq-virtual-host", defaultValue = "/") String virtualHost,
            @ConfigProperty(name = "activate.messages.declare-exchanges")
                    boolean declaresExchanges) {
        this.host = host;
        this.port = port;
        this.username = username;
        this.password = password;
        this.virtualHost = virtualHost;
        this.declaresExchanges = declaresExchanges;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public void prepare() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setVirtualHost(virtualHost);
        factory.setUsername(username);
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout((int) TIMEOUT.toMillis());
        factory.setHandshakeTimeout((int) TIMEOUT.toMillis());
        factory.setChannelRpcTimeout((int) TIMEOUT.toMillis());
        try (Connection connection = factory.newConnection("legacy-api dead letters");
                Channel channel = connection.createChannel()) {
            if (declaresExchanges) {
                channel.exchangeDeclare(EventType.DEAD_EXCHANGE, "topic", true);
            }
            channel.queueDeclare(DEAD_QUEUE, true, false, false, null);
            channel.queueBind(DEAD_QUEUE, EventType.DEAD_EXCHANGE, QUEUE);
            channel.queueBind(DEAD_QUEUE, EventType.DEAD_EXCHANGE, ORIGINAL_TYPES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }
}
