package activate.legacyapi.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Cost of the password hash, and how much of it is done at once. */
@ConfigMapping(prefix = "activate.password")
public interface PasswordConfig {
    /** Memory of one hash in KiB. */
    @WithDefault("19456")
    int memoryKib();

    /** Passes over the memory. */
    @WithDefault("2")
    int iterations();

    /** Hashes computed at the same time; more wait. */
    @WithDefault("2")
    int atOnce();

    /** How long a request waits for its turn before it is refused. */
    @WithDefault("3s")
    Duration patience();
}
