package activate.embedded.broker;

import activate.embedded.grant.Messages;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.log.RotatingLog;
import activate.embedded.part.EmbeddedPart;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPortImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apache Qpid Broker-J on loopback, with an account for each service and a store that commits
 * before it confirms.
 */
public final class BrokerPart extends EmbeddedPart {

    /** The supervisor's own account, the only one that may do everything. */
    public static final String USER = "supervisor";

    /**
     * Arguments of RabbitMQ's own (x-queue-type and others) would end the connection without the
     * first two lines of the context; without the third a message that is rejected for good comes
     * back for ever.
     */
    private static final String CONFIGURATION =
            """
            {"name": "activate", "modelVersion": "8.0",
             "context": {"queue.behaviourOnUnknownDeclareArgument": "IGNORE",
                         "exchange.behaviourOnUnknownDeclareArgument": "IGNORE",
                         "queue.maximumDeliveryAttempts": "1",
                         "virtualhost.housekeepingCheckPeriod": "200"},
             "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                                          "users": %s}],
             "accesscontrolproviders": [{"name": "grants", "type": "RuleBased", "defaultResult": "DENIED",
                                         "rules": %s}],
             "ports": [{"name": "amqp", "port": "%d", "bindingAddress": "127.0.0.1",
                        "protocols": ["AMQP_0_9_1"], "authenticationProvider": "plain",
                        "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"},
                                               {"name": "defaultAlias", "type": "defaultAlias"}]}],
             "virtualhostnodes": [{"name": "default", "type": "%s", "storePath": %s,
                                   "defaultVirtualHostNode": "true", "virtualHostInitialConfiguration":
                                   "{\\"type\\": \\"%s\\", \\"modelVersion\\": \\"8.0\\"}"}]}
            """;

    private static final int CONNECT_MILLIS = 3_000;

    /** Less than a part has to close. */
    private static final int CLOSE_MILLIS = 8_000;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerPart.class);

    private final Home home;
    private final Path folder;
    private final AmqpProbe probe;
    private final Storage storage;
    private @Nullable Running running;

    /** Where messages are kept. */
    public enum Storage {
        /** On disk before they are confirmed. */
        DURABLE("DERBY", "ProvidedStore"),
        /** For tests: gone with the broker. */
        MEMORY("Memory", "Memory");

        private final String type;
        private final String host;

        Storage(String type, String host) {
            this.type = type;
            this.host = host;
        }
    }

    public BrokerPart(Home home, int port) {
        this(home, port, Storage.DURABLE);
    }

    public BrokerPart(Home home, int port, Storage storage) {
        super("rabbitmq", port);
        this.storage = storage;
        this.home = home;
        this.folder = home.part("rabbitmq");
        this.probe = new AmqpProbe(() -> login(USER, password()), home.secret("supervisor"));
    }

    @Override
    public String version() {
        return "Qpid Broker-J " + SystemLauncher.class.getPackage().getImplementationVersion();
    }

    public String password() {
        return home.secret("rabbitmq-" + USER);
    }

    /** With which a service logs in under its own name. */
    public String password(ServiceGrants grants) {
        return home.secret("rabbitmq-" + grants.name());
    }

    @Override
    protected synchronized void open() {
        Path configuration = folder.resolve("broker.json");
        try {
            PrivateFiles.write(configuration, configuration());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        // Else the database of the broker writes a log into the current folder.
        DerbyLog.use(RotatingLog.of(home, "derby"));
        GuardedProtocol.replaceTheOwn();
        var started = new Running();
        started.start(
                Map.of(
                        SystemConfig.TYPE,
                        "Memory",
                        SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                        configuration.toUri().toString(),
                        SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                        false,
                        SystemConfig.CONTEXT,
                        Map.of(
                                "qpid.work_dir", folder.toString(),
                                "QPID_WORK", folder.toString())));
        running = started;
    }

    @Override
    protected synchronized void close() {
        Running ending = running;
        running = null;
        if (ending != null) {
            ending.end();
        }
    }

    @Override
    public Optional<Fault> fault() {
        return probe.fault();
    }

    /** With which a service connects. */
    public ConnectionFactory login(ServiceGrants grants) {
        return login(grants.name(), password(grants));
    }

    private ConnectionFactory login(String user, String password) {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port());
        factory.setUsername(user);
        factory.setPassword(password);
        return factory;
    }

    /** They last; the services use them and need no right to make or delete any. */
    @Override
    public void afterReady() {
        ConnectionFactory factory = login(USER, password());
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        try (var connection = factory.newConnection("exchanges");
                var channel = connection.createChannel()) {
            for (String exchange : List.of(Messages.EVENTS, Messages.DEAD)) {
                channel.exchangeDeclare(exchange, "topic", true);
            }
        } catch (IOException | TimeoutException e) {
            throw new PartFailure("the exchanges could not be made: " + e.getMessage(), e);
        }
    }

    private String configuration() throws JsonProcessingException {
        var mapper = new ObjectMapper();
        List<Map<String, Object>> users = new ArrayList<>();
        users.add(account(USER, password()));
        for (ServiceGrants grants : ServiceGrants.all()) {
            users.add(account(grants.name(), password(grants)));
        }
        return CONFIGURATION.formatted(
                mapper.writeValueAsString(users),
                mapper.writeValueAsString(BrokerRules.of(USER, ServiceGrants.all())),
                port(),
                storage.type,
                mapper.writeValueAsString(folder.resolve("store").toString()),
                storage.host);
    }

    private static Map<String, Object> account(String name, String password) {
        return Map.of("name", name, "type", "managed", "password", password);
    }

    /** A broker that was started; its launcher only tells a listener what went wrong. */
    private static final class Running
            extends SystemLauncherListener.DefaultSystemLauncherListener {

        private final SystemLauncher launcher = new SystemLauncher(this);
        private @Nullable RuntimeException cause;
        private @Nullable SystemConfig<?> system;

        @Override
        public void errorOnStartup(RuntimeException failure) {
            cause = failure;
        }

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            system = resolved;
        }

        void start(Map<String, Object> attributes) {
            try {
                launcher.startup(new HashMap<>(attributes));
                if (cause != null) {
                    throw cause;
                }
            } catch (Exception e) {
                // Declared so by the library.
                throw new PartFailure("the broker does not start: " + e.getMessage(), e);
            }
        }

        /**
         * A broker whose store broke waits for ever for connections that never end: after a while
         * it is left behind, without its port, which the next one needs.
         */
        void end() {
            try {
                if (system != null) {
                    system.closeAsync().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
                }
                launcher.shutdown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closePorts();
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("the broker does not close", e);
                closePorts();
            }
        }

        /** By force, because the public way waits for the connections, too. */
        private void closePorts() {
            if (system == null || !(system.getContainer() instanceof Broker<?> broker)) {
                return;
            }
            for (Port<?> port : broker.getPorts()) {
                try {
                    Method close = AmqpPortImpl.class.getDeclaredMethod("closeTransport");
                    close.setAccessible(true);
                    close.invoke(port);
                } catch (ReflectiveOperationException e) {
                    LOG.error("port of the broker not closed: port={}", port.getName(), e);
                }
            }
        }
    }
}
