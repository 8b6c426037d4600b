package activate.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.StoreProcess;
import activate.embedded.home.Home;
import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker without room: it takes a minute until it is given up and started again. */
@Tag("slow")
@SuppressWarnings("NullAway.Init")
final class BrokerFullDiskTest {

    private static final int BYTES = 20_000;

    @TempDir Path folder;

    @Test
    void aFullDiskLosesNothingAndIsOverWhenThereIsRoomAgain() throws Exception {
        int port = FreePort.find();
        try (StoreProcess server = StoreProcess.start("rabbitmq", folder, port)) {
            // Given messages that were confirmed until the disk was full
            Set<String> confirmed = new HashSet<>();
            assertThat(publish(port, "first")).isTrue();
            confirmed.add("first");
            server.limitFiles(600_000);
            Eventually.holds(
                    "a message is refused",
                    Duration.ofMinutes(3),
                    () -> {
                        String name = "m" + confirmed.size();
                        boolean taken = publish(port, name);
                        if (taken) {
                            confirmed.add(name);
                        }
                        return !taken;
                    });
            // When there is room again
            server.unlimitFiles();
            // Then messages are taken again, and none that was confirmed is missing
            Eventually.holds(
                    "a message is taken", Duration.ofMinutes(4), () -> publish(port, "last"));
            assertThat(messages(port)).containsAll(confirmed);
        }
    }

    private boolean publish(int port, String name) {
        try (Connection connection = connect(port);
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("work", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    "work",
                    MessageProperties.PERSISTENT_BASIC,
                    (name + "\n" + "x".repeat(BYTES)).getBytes(StandardCharsets.UTF_8));
            return channel.waitForConfirms(5_000);
        } catch (IOException | TimeoutException | com.rabbitmq.client.ShutdownSignalException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Set<String> messages(int port) throws IOException, TimeoutException {
        Set<String> found = new HashSet<>();
        try (Connection connection = connect(port);
                Channel channel = connection.createChannel()) {
            GetResponse next = channel.basicGet("work", true);
            while (next != null) {
                found.add(
                        new String(next.getBody(), StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElseThrow());
                next = channel.basicGet("work", true);
            }
        }
        return found;
    }

    private Connection connect(int port) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(BrokerPart.USER);
        factory.setPassword(new BrokerPart(new Home(folder), 0).password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(3_000);
        factory.setHandshakeTimeout(5_000);
        factory.setChannelRpcTimeout(5_000);
        return factory.newConnection();
    }
}
