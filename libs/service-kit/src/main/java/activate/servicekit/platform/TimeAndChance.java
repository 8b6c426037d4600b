package activate.servicekit.platform;

import activate.messages.identity.UuidV7;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Where time, randomness and identifiers come from: whoever needs them has them injected. */
@Singleton
class TimeAndChance {
    /** Stores keep milliseconds: a finer clock would make a value differ from its stored self. */
    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
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
