package activate.legacyapi.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/** An AMQP 0-9-1 broker in this process that keeps nothing. */
final class EmbeddedBroker {
    private static final String CONFIGURATION =
            """
            {"name":"test","modelVersion":"8.0",
             "context":{"queue.behaviourOnUnknownDeclareArgument":"IGNORE",
                        "exchange.behaviourOnUnknownDeclareArgument":"IGNORE",
                        "queue.maximumDeliveryAttempts":"1",
                        "virtualhost.housekeepingCheckPeriod":"200"},
             "authenticationproviders":[{"name":"plain","type":"Plain","secureOnlyMechanisms":[],
                "users":[{"name":"guest","type":"managed","password":"guest"}]}],
             "ports":[{"name":"amqp","port":"%d","bindingAddress":"127.0.0.1",
                "authenticationProvider":"plain","protocols":["AMQP_0_9_1"],
                "virtualhostaliases":[{"name":"nameAlias","type":"nameAlias"},
                    {"name":"defaultAlias","type":"defaultAlias"}]}],
             "virtualhostnodes":[{"name":"default","type":"Memory","defaultVirtualHostNode":"true",
                "virtualHostInitialConfiguration":"{\\"type\\":\\"Memory\\"}"}]}
            """;

    private final SystemLauncher launcher = new SystemLauncher();

    Map<String, String> start() {
        try {
            int port = freePort();
            Path configuration = Files.createTempFile("broker", ".json");
            Files.writeString(configuration, CONFIGURATION.formatted(port));
            Map<String, Object> attributes = new HashMap<>();
            attributes.put(SystemConfig.TYPE, "Memory");
            attributes.put(
                    SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                    configuration.toUri().toURL().toExternalForm());
            attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
            launcher.startup(attributes);
            return Map.of(
                    "rabbitmq-host",
                    "127.0.0.1",
                    "rabbitmq-port",
                    Integer.toString(port),
                    "rabbitmq-username",
                    "guest",
                    "rabbitmq-password",
                    "guest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) { // The launcher declares nothing narrower.
            throw new IllegalStateException("the broker does not start", e);
        }
    }

    void stop() {
        launcher.shutdown();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
