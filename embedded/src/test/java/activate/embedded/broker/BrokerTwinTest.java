package activate.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.StoreProcess;
import activate.embedded.home.Home;
import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker has confirmed, it has; and nobody else gets in. */
@SuppressWarnings("NullAway.Init")
final class BrokerTwinTest {

    private static final int MESSAGES = 300;

    @TempDir Path folder;

    @Test
    void confirmedMessagesSurviveAKill() throws Exception {
        // Given persistent messages that were confirmed
        int port = FreePort.find();
        try (StoreProcess server = StoreProcess.start("rabbitmq", folder, port)) {
            try (Connection connection = connect(port, password());
                    Channel channel = connection.createChannel()) {
                channel.queueDeclare("work", true, false, false, Map.of("x-queue-type", "quorum"));
                channel.confirmSelect();
                for (int i = 0; i < MESSAGES; i++) {
                    channel.basicPublish(
                            "",
                            "work",
                            MessageProperties.PERSISTENT_BASIC,
                            ("m" + i).getBytes(StandardCharsets.UTF_8));
                    channel.waitForConfirmsOrDie(10_000);
                }
                // When the broker is killed with the connection open
                server.kill();
            } catch (IOException
                    | TimeoutException
                    | com.rabbitmq.client.ShutdownSignalException _) {
                // Closing a connection to a dead broker fails.
            }
        }
        // Then they are all there afterwards
        try (StoreProcess _ = StoreProcess.start("rabbitmq", folder, port);
                Connection connection = connect(port, password());
                Channel channel = connection.createChannel()) {
            Eventually.passes(
                    "all messages are back",
                    Duration.ofSeconds(10),
                    () -> assertThat(count(channel)).isEqualTo(MESSAGES));
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        int port = FreePort.find();
        try (StoreProcess _ = StoreProcess.start("rabbitmq", folder, port)) {
            assertThatThrownBy(() -> connect(port, "guess")).isInstanceOf(IOException.class);
            try (Connection connection = connect(port, password())) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    private static long count(Channel channel) {
        try {
            return channel.messageCount("work");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String password() {
        return new BrokerPart(new Home(folder), 0).password();
    }

    private static Connection connect(int port, String password)
            throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(BrokerPart.USER);
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
