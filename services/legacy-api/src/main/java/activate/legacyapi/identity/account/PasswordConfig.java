package activate.legacyapi.identity.account;

import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Cost of the password hash, and how much of it is done at once. */
@ConfigMapping(prefix = "activate.password")
public interface PasswordConfig {
    /** Memory of one hash in KiB. */
    @WithDefault("19456")
    @WithConverter(PositiveCount.class)
    int memoryKib();

    /** Passes over the memory. */
    @WithDefault("2")
    @WithConverter(PositiveCount.class)
    int iterations();

    /** Hashes computed at the same time; more wait. */
    @WithDefault("2")
    @WithConverter(PositiveCount.class)
    int atOnce();

    /** How long a request waits for its turn before it is refused. */
    @WithDefault("3s")
    @WithConverter(PositiveDuration.class)
    Duration patience();
}
