package activate.servicekit.deadletter;

import activate.messages.event.EventType;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the dead-letter exchange and one queue's dead letters declared. The connector cannot do it:
 * it declares the exchange after the queue, and the embedded broker refuses a queue whose alternate
 * does not exist yet.
 *
 * <p>The connection stays open, and the client library declares everything again after a broker
 * that forgot it is back.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final long RECOVERY_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Broker broker;
    private final String queue;
    private final List<String> eventTypes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    /**
     * Where the broker is and how to log in.
     *
     * @param declaresExchanges false where somebody else has made the exchanges: with a login that
     *     may only use them
     */
    public record Broker(
            String host,
            int port,
            String virtualHost,
            String username,
            String password,
            boolean declaresExchanges) {
        @Override
        public String toString() {
            return "Broker[" + host + ":" + port + "]";
        }
    }

    /**
     * Starts at once, in the background.
     *
     * @param queue the queue whose refused messages are kept in {@code <queue>.dead}
     * @param eventTypes routing keys of the queue
     */
    public DeadLetters(Broker broker, String queue, List<String> eventTypes) {
        this.broker = broker;
        this.queue = queue;
        this.eventTypes = List.copyOf(eventTypes);
        Thread.ofVirtual().name("dead-letters").start(this::run);
    }

    /**
     * Arguments with which the queue itself is declared. {@code alternateBinding} is the embedded
     * broker's word for a dead-letter exchange; RabbitMQ ignores arguments that it does not know.
     */
    public static Map<String, Object> argumentsOf(String queue) {
        return Map.of(
                "x-dead-letter-exchange",
                EventType.DEAD_EXCHANGE,
                "x-dead-letter-routing-key",
                queue,
                "alternateBinding",
                "{\"destination\":\"" + EventType.DEAD_EXCHANGE + "\"}");
    }

    private void run() {
        ConnectionFactory factory = factory();
        int failures = 0;
        try {
            while (!declared(factory, failures)) {
                failures++;
                long cap = Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(failures, 8));
                long pause = 1 + ThreadLocalRandom.current().nextLong(cap);
                if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private boolean declared(ConnectionFactory factory, int failures) {
        @Nullable Connection opened = null;
        try {
            opened = factory.newConnection("dead-letters-of-" + queue);
            declare(opened.createChannel());
            connection = opened;
            return true;
        } catch (IOException | TimeoutException e) {
            if (failures == 0) {
                LOG.infof(
                        "dead letters wait for the broker queue=%s cause=%s", queue, e.toString());
            }
            if (opened != null) {
                opened.abort(CONNECT_MILLIS);
            }
            return false;
        }
    }

    /**
     * Both keys are bound: RabbitMQ dead-letters under the queue's name, the embedded broker under
     * the original key.
     */
    private void declare(Channel channel) throws IOException {
        String dead = queue + ".dead";
        if (broker.declaresExchanges()) {
            channel.exchangeDeclare(EventType.DEAD_EXCHANGE, BuiltinExchangeType.TOPIC, true);
        }
        channel.queueDeclare(dead, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(dead, EventType.DEAD_EXCHANGE, queue);
        for (String type : eventTypes) {
            channel.queueBind(dead, EventType.DEAD_EXCHANGE, type);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Connection open = connection;
        if (open != null) {
            open.abort(CONNECT_MILLIS);
        }
    }
}
