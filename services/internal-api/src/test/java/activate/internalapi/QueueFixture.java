package activate.internalapi;

import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.testkit.store.TestBroker;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of a queue share: they publish messages, and look into the queue, its dead
/// letters and the database.
abstract class QueueFixture {

    static final Duration SOON = Duration.ofSeconds(20);

    @Inject ObjectMapper json;
    @Inject DataSource database;

    @ConfigProperty(name = "test.broker")
    String brokerAddress;

    private final String queue;
    private final String type;
    private final String source;
    private Connection connection;
    private Channel channel;

    /// Messages of this type come from service `source` into `queue`.
    QueueFixture(String queue, String type, String source) {
        this.queue = queue;
        this.type = type;
        this.source = source;
    }

    @BeforeEach
    void connect() throws Exception {
        Eventually.holds(
                "the queue is bound",
                SOON,
                () -> {
                    try (Connection probe = TestBroker.clientOf(brokerAddress).newConnection();
                            Channel probing = probe.createChannel()) {
                        return probing.queueDeclarePassive(queue).getConsumerCount() > 0;
                    }
                });
        connection = TestBroker.clientOf(brokerAddress).newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    byte[] message(Object data, Instant time) throws JsonProcessingException {
        String id = UUID.randomUUID().toString();
        return json.writeValueAsBytes(new Envelope<>(id, type, 1, time, source, null, data));
    }

    void publish(byte[] body) throws IOException {
        channel.basicPublish(EventType.EXCHANGE, type, null, body);
    }

    long waiting() throws IOException {
        return channel.messageCount(queue);
    }

    long deadLetters() throws IOException {
        return channel.messageCount(queue + ".dead");
    }

    @Nullable GetResponse takeDeadLetter() throws IOException {
        return channel.basicGet(queue + ".dead", true);
    }

    /// How many rows there are, `from` a table on whatever condition.
    long count(String from) throws SQLException {
        try (var open = database.getConnection();
                var rows = open.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (var open = database.getConnection();
                var statement = open.createStatement()) {
            statement.execute(sql);
        }
    }
}
