package activate.legacyapi.rig;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Another service on the same broker. */
public final class Broker implements AutoCloseable {
    private static final String EXCHANGE = "activate.events";

    private final Connection connection;
    private final Channel channel;

    private Broker(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /** Connects as the service under test does. */
    public static Broker connect(Config config) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(config.getValue("rabbitmq-host", String.class));
        factory.setPort(config.getValue("rabbitmq-port", Integer.class));
        factory.setUsername(config.getValue("rabbitmq-username", String.class));
        factory.setPassword(config.getValue("rabbitmq-password", String.class));
        Connection connection = factory.newConnection();
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        return new Broker(connection, channel);
    }

    /** Publishes a fact. */
    public void publish(String type, String body) throws IOException {
        channel.basicPublish(
                EXCHANGE,
                type,
                MessageProperties.PERSISTENT_TEXT_PLAIN,
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Listens to facts from now on; returns the queue's name. */
    public String listen(String types) throws IOException {
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, EXCHANGE, types);
        return queue;
    }

    /** Takes a message from a queue, if there is one. */
    public @Nullable String take(String queue) throws IOException {
        GetResponse message = channel.basicGet(queue, true);
        return message == null ? null : new String(message.getBody(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
