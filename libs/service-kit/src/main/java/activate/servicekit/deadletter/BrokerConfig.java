package activate.servicekit.deadletter;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the broker is and how to log in: the settings of the connector. */
@Singleton
class BrokerConfig {
    private final String host;
    private final int port;
    private final String virtualHost;
    private final String username;
    private final String password;
    private final boolean declareExchanges;

    @Inject
    BrokerConfig(
            @ConfigProperty(name = "rabbitmq-host") String host,
            @ConfigProperty(name = "rabbitmq-port") int port,
            @ConfigProperty(name = "rabbitmq-virtual-host", defaultValue = "/") String virtualHost,
            @ConfigProperty(name = "rabbitmq-username") String username,
            @ConfigProperty(name = "rabbitmq-password") String password,
            @ConfigProperty(name = "activate.messages.declare-exchanges")
                    boolean declareExchanges) {
        this.host = host;
        this.port = port;
        this.virtualHost = virtualHost;
        this.username = username;
        this.password = password;
        this.declareExchanges = declareExchanges;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String virtualHost() {
        return virtualHost;
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    /** False where somebody else has made the exchanges: with a login that may only use them. */
    boolean declareExchanges() {
        return declareExchanges;
    }
}
