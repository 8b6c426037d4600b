package activate.embedded.broker;

import activate.embedded.part.Fault;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Puts a persistent message into a durable queue of the supervisor's own, sees it confirmed, and
 * takes it out again: what a service asks of a broker. Needs the right to declare, write and read
 * {@code activate.supervisor.*}.
 */
public final class AmqpProbe {

    private static final String QUEUE = "activate.supervisor.";
    private static final int MILLIS = 2_000;
    private static final int HOUR_MILLIS = 3_600_000;

    /** More than one message is left only by supervisors that were killed. */
    private static final int MOST_LEFT = 100;

    private final Supplier<ConnectionFactory> logins;
    private final String queue;

    /**
     * @param id of this installation: several may use one broker
     */
    public AmqpProbe(Supplier<ConnectionFactory> logins, String id) {
        this.logins = logins;
        this.queue = QUEUE + id;
    }

    /**
     * A login at a broker of the user's own.
     *
     * @param variable where the address stands
     * @throws IllegalArgumentException when it is none
     */
    public static ConnectionFactory login(String variable, URI url) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(url);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + " is no AMQP address", e);
        }
        if (factory.getVirtualHost().isEmpty()) {
            factory.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
        }
        return factory;
    }

    public Optional<Fault> fault() {
        return ask(this::roundTrip);
    }

    /** For a login without a right to the queue: that it opens a channel must be enough. */
    public Optional<Fault> loginFault() {
        return ask(_ -> Optional.empty());
    }

    private Optional<Fault> ask(Question question) {
        ConnectionFactory factory = logins.get();
        factory.setConnectionTimeout(MILLIS);
        factory.setHandshakeTimeout(MILLIS);
        factory.setChannelRpcTimeout(MILLIS);
        factory.setShutdownTimeout(MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        try {
            var connection = factory.newConnection("readiness");
            try {
                return question.ask(connection.createChannel());
            } finally {
                // A broker that answers no more does not answer a goodbye either.
                connection.abort(MILLIS);
            }
        } catch (IOException | TimeoutException | RuntimeException e) {
            return Optional.of(Fault.of("a message could not be stored and read back", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Fault.of("interrupted"));
        }
    }

    private Optional<Fault> roundTrip(Channel channel)
            throws IOException, InterruptedException, TimeoutException {
        // Gone an hour after the last supervisor of this installation.
        channel.queueDeclare(queue, true, false, false, Map.of("x-expires", HOUR_MILLIS));
        byte[] body = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        channel.confirmSelect();
        channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, body);
        channel.waitForConfirmsOrDie(MILLIS);
        for (int i = 0; i < MOST_LEFT; i++) {
            GetResponse found = channel.basicGet(queue, true);
            if (found == null) {
                return Optional.of(Fault.of("a message that was confirmed is not in its queue"));
            }
            if (Arrays.equals(found.getBody(), body)) {
                return Optional.empty();
            }
        }
        return Optional.of(Fault.of("the queue of the probe is full of other messages"));
    }

    private interface Question {
        Optional<Fault> ask(Channel channel)
                throws IOException, InterruptedException, TimeoutException;
    }
}
