package activate.servicekit.deadletter;

import activate.backoff.Backoff;
import activate.messages.event.EventType;
import activate.servicekit.background.BackgroundWork;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the dead-letter exchange and the dead letters of this service's queues declared. The
 * connector cannot do it: it declares the exchange after the queue, and the embedded broker refuses
 * a queue whose alternate does not exist yet.
 *
 * <p>The connections stay open, and the client library declares everything again after a broker
 * that forgot it is back.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int CONNECT_MILLIS = 2_000;
    private static final long RECOVERY_MILLIS = 500;

    private final List<DeadLetterQueue> queues;
    private final BrokerConfig broker;
    private final BackgroundWork background;
    private final List<Connection> open = new CopyOnWriteArrayList<>();

    @Inject
    DeadLetters(@All List<DeadLetterQueue> queues, BrokerConfig broker, BackgroundWork background) {
        this.queues = List.copyOf(queues);
        this.broker = broker;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        queues.forEach(
                queue ->
                        background.untilDone(
                                RETRY, "dead-letters-of-" + queue.queue(), () -> keep(queue)));
    }

    void stop(@Observes ShutdownEvent event) {
        open.forEach(connection -> connection.abort(CONNECT_MILLIS));
    }

    private void keep(DeadLetterQueue queue) throws IOException, TimeoutException {
        Connection opened = factory().newConnection("dead-letters-of-" + queue.queue());
        try {
            declare(opened, queue);
            open.add(opened);
        } catch (IOException | RuntimeException e) {
            opened.abort(CONNECT_MILLIS);
            throw e;
        }
    }

    private ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setVirtualHost(broker.virtualHost());
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(CONNECT_MILLIS);
        factory.setAutomaticRecoveryEnabled(true);
        factory.setTopologyRecoveryEnabled(true);
        factory.setNetworkRecoveryInterval(RECOVERY_MILLIS);
        return factory;
    }

    /**
     * Both keys are bound: RabbitMQ dead-letters under the queue's name, the embedded broker under
     * the original key.
     */
    private void declare(Connection connection, DeadLetterQueue queue) throws IOException {
        if (broker.declareExchanges()) {
            connection
                    .createChannel()
                    .exchangeDeclare(EventType.DEAD_EXCHANGE, BuiltinExchangeType.TOPIC, true);
        }
        declareQueue(connection, queue.dead());
        Channel channel = connection.createChannel();
        channel.queueBind(queue.dead(), EventType.DEAD_EXCHANGE, queue.queue());
        for (String type : queue.eventTypes()) {
            channel.queueBind(queue.dead(), EventType.DEAD_EXCHANGE, type);
        }
    }

    /** One that is there with other arguments, from an earlier version, is taken as it is. */
    private static void declareQueue(Connection connection, String name) throws IOException {
        try {
            connection
                    .createChannel()
                    .queueDeclare(name, true, false, false, Map.of("x-queue-type", "quorum"));
        } catch (IOException e) {
            if (!(e.getCause() instanceof ShutdownSignalException)) {
                throw e;
            }
            connection.createChannel().queueDeclarePassive(name);
        }
    }
}
