package activate.agenthub;

import activate.messages.identity.UuidV7;
import activate.servicekit.forwarded.ClientAddress;
import activate.servicekit.forwarded.ForwardedConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** Where time, randomness and the addresses of clients come from. */
@ApplicationScoped
class Sources {
    @Produces
    @Singleton
    InstantSource clock() {
        // Stores keep milliseconds: a finer clock would make a value differ from its stored self.
        return Clock.tickMillis(java.time.ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    UuidV7 ids(InstantSource clock, SecureRandom random) {
        return new UuidV7(clock, random);
    }

    /** Made at the start, so that a wrong setting is told then and not to the first client. */
    @Produces
    @Singleton
    @Startup
    ClientAddress clientAddress(ForwardedConfig config, InstantSource clock) {
        return new ClientAddress(config, clock);
    }
}
