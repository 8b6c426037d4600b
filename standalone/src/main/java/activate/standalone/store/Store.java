package activate.standalone.store;

import activate.embedded.broker.BrokerPart;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.mongo.MongoPart;
import activate.embedded.part.Part;
import activate.embedded.postgres.PostgresPart;
import activate.embedded.vault.VaultPart;
import activate.standalone.settings.Settings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The backing stores. What the rest of the platform has to know of one stands here: its name, its
 * port, who uses it, how the embedded one is started, and how one that somebody else runs is asked
 * after and prepared.
 */
public enum Store {
    POSTGRES("postgres", 5432) {
        @Override
        public boolean serves(ServiceGrants grants) {
            return grants.schema().isPresent();
        }

        @Override
        Opened embedded(Settings settings, InstantSource clock) {
            var part = new PostgresPart(settings.home(), port(settings));
            return new Opened(
                    this, part, grants -> PostgresIdentities.variables(part.login(grants)));
        }

        @Override
        OutsidePart outside(URI url, Settings settings, InstantSource clock) {
            return new PostgresIdentities(url, settings);
        }
    },
    RABBITMQ("rabbitmq", 5672) {
        @Override
        public boolean serves(ServiceGrants grants) {
            return true;
        }

        @Override
        Opened embedded(Settings settings, InstantSource clock) {
            var part = new BrokerPart(settings.home(), port(settings));
            return new Opened(
                    this, part, grants -> RabbitMqIdentities.variables(part.login(grants)));
        }

        @Override
        OutsidePart outside(URI url, Settings settings, InstantSource clock) {
            return new RabbitMqIdentities(url, settings);
        }
    },
    MONGODB("mongodb", 27017) {
        @Override
        public boolean serves(ServiceGrants grants) {
            return grants.database().isPresent();
        }

        /** The embedded server takes only clients that show its certificate. */
        @Override
        Opened embedded(Settings settings, InstantSource clock) {
            var part = new MongoPart(settings.home(), port(settings), clock);
            String address = "mongodb://127.0.0.1:" + part.port() + "/?tls=true";
            String tls = "QUARKUS_TLS_MONGODB_";
            return new Opened(
                    this,
                    part,
                    grants -> {
                        Map<String, String> variables =
                                new TreeMap<>(MongoIdentities.variables(grants, address));
                        variables.put("QUARKUS_MONGODB_TLS_CONFIGURATION_NAME", "mongodb");
                        variables.put(
                                tls + "KEY_STORE_P12_PATH", part.clientKeyStore(grants).toString());
                        variables.put(
                                tls + "KEY_STORE_P12_PASSWORD",
                                part.clientKeyStorePassword(grants));
                        variables.put(tls + "TRUST_STORE_PEM_CERTS", part.trust().toString());
                        return variables;
                    });
        }

        @Override
        OutsidePart outside(URI url, Settings settings, InstantSource clock) {
            return new MongoIdentities(url, settings);
        }
    },
    VAULT("vault", 8200) {
        @Override
        public boolean serves(ServiceGrants grants) {
            return !grants.secrets().isEmpty();
        }

        @Override
        Opened embedded(Settings settings, InstantSource clock) {
            var part = new VaultPart(settings.home(), port(settings), clock);
            String address = "http://127.0.0.1:" + part.port();
            return new Opened(
                    this, part, grants -> VaultIdentities.variables(address, part.token(grants)));
        }

        @Override
        OutsidePart outside(URI url, Settings settings, InstantSource clock) {
            return new VaultIdentities(url, settings, clock);
        }
    };

    private final String part;
    private final int documentedPort;

    Store(String part, int documentedPort) {
        this.part = part;
        this.documentedPort = documentedPort;
    }

    /**
     * A store of one platform.
     *
     * @param access the variables with which a service reaches it
     */
    public record Opened(
            Store store, Part part, Function<ServiceGrants, Map<String, String>> access) {

        /** Only a service with business in a store hears of it, and has a login there. */
        public Map<String, String> variables(String service) {
            return ServiceGrants.of(service).filter(store::serves).map(access).orElse(Map.of());
        }
    }

    public static Optional<Store> of(String part) {
        return Arrays.stream(values()).filter(store -> store.part.equals(part)).findFirst();
    }

    /** Its name among the parts, and in {@code ACTIVATE_PORT_<STORE>}. */
    public String part() {
        return part;
    }

    /** Also where a variable has moved the embedded one. */
    public int documentedPort() {
        return documentedPort;
    }

    public String portVariable() {
        return "ACTIVATE_PORT_" + name();
    }

    public String urlVariable() {
        return "ACTIVATE_" + name() + "_URL";
    }

    /** Of the embedded one. */
    public int port(Settings settings) {
        return settings.port(portVariable(), documentedPort);
    }

    /** The real server that replaces the embedded one. */
    public Optional<URI> url(Settings settings) {
        return settings.value(urlVariable()).map(URI::create);
    }

    /** Whether a service has business in it. */
    public abstract boolean serves(ServiceGrants grants);

    /**
     * The embedded one, or the server that the person names.
     *
     * @throws IllegalArgumentException when what is said about that server does not suffice
     */
    public Opened open(Settings settings, InstantSource clock) {
        Optional<URI> url = url(settings);
        if (url.isEmpty()) {
            return embedded(settings, clock);
        }
        OutsidePart part = outside(url.get(), settings, clock);
        return new Opened(this, part, part::variables);
    }

    abstract Opened embedded(Settings settings, InstantSource clock);

    abstract OutsidePart outside(URI url, Settings settings, InstantSource clock);
}
