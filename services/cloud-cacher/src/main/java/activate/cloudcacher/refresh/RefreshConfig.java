package activate.cloudcacher.refresh;

import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the cache is refreshed without being asked. */
@ConfigMapping(prefix = "activate.refresh")
public interface RefreshConfig {

    /**
     * Longest time between two refreshes; each waits between three quarters of it and all of it.
     */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration period();

    /** Longest pause after a refresh that failed. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration retry();
}
