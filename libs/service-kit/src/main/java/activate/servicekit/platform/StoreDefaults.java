package activate.servicekit.platform;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Defaults of the settings of each store that the service has: a setting of an extension that is
 * not there would be a warning at each start.
 */
public final class StoreDefaults implements ConfigSourceProvider {
    /** Before the defaults of the framework, after everything else. */
    private static final int ORDINAL = 90;

    /** A store, and a class that only those have who use it. */
    private static final Map<String, String> STORES =
            Map.of(
                    "mongodb", "io.quarkus.mongodb.panache.PanacheMongoRepositoryBase",
                    "postgresql", "org.postgresql.Driver",
                    "rabbitmq", "io.smallrye.reactive.messaging.rabbitmq.RabbitMQConnector",
                    "vault", "io.quarkus.vault.VaultKVSecretEngine");

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        List<ConfigSource> sources = new ArrayList<>();
        STORES.forEach(
                (store, type) -> {
                    if (isPresent(loader, type)) {
                        sources.add(defaults(store));
                    }
                });
        return sources;
    }

    private static boolean isPresent(ClassLoader loader, String type) {
        return loader.getResource(type.replace('.', '/') + ".class") != null;
    }

    private static ConfigSource defaults(String store) {
        String name = "/META-INF/defaults/" + store + ".properties";
        URL file = Objects.requireNonNull(StoreDefaults.class.getResource(name), name);
        try {
            return new PropertiesConfigSource(file, ORDINAL);
        } catch (IOException e) {
            throw new UncheckedIOException("defaults cannot be read: " + name, e);
        }
    }
}
