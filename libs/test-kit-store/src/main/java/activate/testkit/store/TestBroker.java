package activate.testkit.store;

import activate.embedded.broker.BrokerPart;
import activate.testkit.resource.FreePort;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded AMQP 0-9-1 broker, without its disk, or the one that {@code
 * ACTIVATE_TEST_RABBITMQ_URL} names.
 */
public final class TestBroker implements AutoCloseable {

    private final Optional<TestHome> home;
    private final URI uri;

    private TestBroker(Optional<TestHome> home, URI uri) {
        this.home = home;
        this.uri = uri;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestBroker start() {
        String given = System.getenv("ACTIVATE_TEST_RABBITMQ_URL");
        if (given != null) {
            return new TestBroker(Optional.empty(), URI.create(given));
        }
        var running =
                TestHome.start(
                        home -> new BrokerPart(home, FreePort.find(), BrokerPart.Storage.MEMORY));
        BrokerPart part = running.part();
        return new TestBroker(
                Optional.of(running.home()),
                URI.create(
                        "amqp://"
                                + BrokerPart.USER
                                + ":"
                                + part.password()
                                + "@127.0.0.1:"
                                + part.port()));
    }

    /** The settings by which a service finds it, and its address as {@code test.broker}. */
    public Map<String, String> settings() {
        String[] login = uri.getUserInfo().split(":", 2);
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "rabbitmq-host", uri.getHost(),
                                "rabbitmq-port", Integer.toString(uri.getPort()),
                                "rabbitmq-username", login[0],
                                "rabbitmq-password", login[1],
                                "test.broker", uri.toString()));
        settings.put("quarkus.log.category.\"qpid\".level", "WARN");
        settings.put("quarkus.log.category.\"org.apache.qpid\".level", "WARN");
        return settings;
    }

    /** Makes connections to a broker at {@code address}. */
    public static ConnectionFactory clientOf(String address) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(address);
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    @Override
    public void close() {
        home.ifPresent(TestHome::close);
    }
}
