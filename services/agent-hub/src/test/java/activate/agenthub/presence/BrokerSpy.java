package activate.agenthub.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hears every event on the broker. */
final class BrokerSpy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    BrokerSpy() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(setting("rabbitmq-host"));
        factory.setPort(Integer.parseInt(setting("rabbitmq-port")));
        factory.setUsername(setting("rabbitmq-username"));
        factory.setPassword(setting("rabbitmq-password"));
        connection = factory.newConnection();
        var channel = connection.createChannel();
        channel.exchangeDeclare("activate.events", "topic", true);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "activate.events", "#");
        channel.basicConsume(
                queue,
                true,
                (_, delivery) -> heard.add(JSON.readTree(delivery.getBody())),
                _ -> {});
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** Data of the messages of {@code type} about {@code nodeId}, each message once. */
    List<JsonNode> about(String type, String nodeId) {
        return heard.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .filter(
                        message ->
                                message.path("data").path("nodeId").asText().equals(nodeId)
                                        || message.path("data")
                                                .path("source")
                                                .asText()
                                                .equals(nodeId))
                .collect(
                        java.util.stream.Collectors.toMap(
                                message -> message.path("id").asText(),
                                message -> message.path("data"),
                                (first, _) -> first,
                                java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
