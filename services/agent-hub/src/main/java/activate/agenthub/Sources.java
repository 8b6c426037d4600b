package activate.agenthub;

import activate.servicekit.forwarded.ClientAddress;
import activate.servicekit.forwarded.ForwardedConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Where the addresses of clients come from. */
@ApplicationScoped
class Sources {
    /** Made at the start, so that a wrong setting is told then and not to the first client. */
    @Produces
    @Singleton
    @Startup
    ClientAddress clientAddress(ForwardedConfig config, InstantSource clock) {
        return new ClientAddress(config, clock);
    }
}
