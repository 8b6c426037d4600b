package activate.agenthub;

import activate.messages.identity.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** Where time and randomness come from. */
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
}
