package activate.testkit.store;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.server.SystemLauncher;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker in this process, or the one that {@code ACTIVATE_TEST_RABBITMQ_URL} names.
 */
public final class TestBroker implements AutoCloseable {

    private static final String CONFIGURATION =
            """
            {"name":"test","modelVersion":"8.0",
             "context":{"queue.behaviourOnUnknownDeclareArgument":"IGNORE",
                        "exchange.behaviourOnUnknownDeclareArgument":"IGNORE",
                        "queue.maximumDeliveryAttempts":"1",
                        "virtualhost.housekeepingCheckPeriod":"200"},
             "authenticationproviders":[{"name":"plain","type":"Plain","secureOnlyMechanisms":[],
                "users":[{"name":"guest","type":"managed","password":"guest"}]}],
             "ports":[{"name":"amqp","port":"%d","bindingAddress":"127.0.0.1","protocols":["AMQP_0_9_1"],
                "authenticationProvider":"plain",
                "virtualhostaliases":[{"name":"nameAlias","type":"nameAlias"},
                                      {"name":"defaultAlias","type":"defaultAlias"}]}],
             "virtualhostnodes":[{"name":"default","type":"Memory","defaultVirtualHostNode":"true",
                "virtualHostInitialConfiguration":"{\\"type\\":\\"Memory\\",\\"modelVersion\\":\\"8.0\\"}"}]}
            """;

    private final URI uri;
    private final @Nullable SystemLauncher launcher;

    private TestBroker(URI uri, @Nullable SystemLauncher launcher) {
        this.uri = uri;
        this.launcher = launcher;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestBroker start() throws Exception {
        Optional<String> given = Optional.ofNullable(System.getenv("ACTIVATE_TEST_RABBITMQ_URL"));
        if (given.isPresent()) {
            return new TestBroker(URI.create(given.get()), null);
        }
        int port = freePort();
        Path file = Files.createTempFile("broker", ".json");
        Files.writeString(file, CONFIGURATION.formatted(port));
        SystemLauncher launcher = new SystemLauncher();
        launcher.startup(
                Map.of(
                        "type",
                        "Memory",
                        "initialConfigurationLocation",
                        file.toUri().toString(),
                        "startupLoggedToSystemOut",
                        "false",
                        "qpid.work_dir",
                        Files.createTempDirectory("broker").toString()));
        return new TestBroker(URI.create("amqp://guest:guest@127.0.0.1:" + port), launcher);
    }

    /** The settings by which a service finds it, and its address as {@code test.broker}. */
    public Map<String, String> settings() {
        String[] login = uri.getUserInfo().split(":", 2);
        return Map.of(
                "rabbitmq-host", uri.getHost(),
                "rabbitmq-port", Integer.toString(uri.getPort()),
                "rabbitmq-username", login[0],
                "rabbitmq-password", login[1],
                "test.broker", uri.toString());
    }

    /** Makes connections to a broker at {@code address}. */
    public static ConnectionFactory clientOf(String address) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(address);
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.shutdown();
        }
    }
}
