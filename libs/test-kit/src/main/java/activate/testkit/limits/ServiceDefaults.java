package activate.testkit.limits;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * What configures a service that nobody configures: its own file on the class path, and what its
 * libraries contribute. The environment of this process does not count.
 */
final class ServiceDefaults {
    private static final int OWN_ORDINAL = 250;
    private static final int SHARED_ORDINAL = 100;

    private ServiceDefaults() {}

    static List<ConfigSource> sources() throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<ConfigSource> sources = new ArrayList<>();
        for (URL own : Collections.list(loader.getResources("application.properties"))) {
            sources.add(new PropertiesConfigSource(own, OWN_ORDINAL));
        }
        for (URL shared :
                Collections.list(loader.getResources("META-INF/microprofile-config.properties"))) {
            sources.add(new PropertiesConfigSource(shared, SHARED_ORDINAL));
        }
        for (ConfigSourceProvider provider :
                ServiceLoader.load(ConfigSourceProvider.class, loader)) {
            if (provider.getClass().getName().startsWith("activate.")) {
                provider.getConfigSources(loader).forEach(sources::add);
            }
        }
        return sources;
    }
}
