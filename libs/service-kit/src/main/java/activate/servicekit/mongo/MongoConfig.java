package activate.servicekit.mongo;

import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the MongoDB client; listed in docs/limits.md. */
@ConfigMapping(prefix = "activate.mongodb")
public interface MongoConfig {
    /** Longest wait for a pooled connection. */
    @WithDefault("3s")
    @WithConverter(PositiveDuration.class)
    Duration connectionWait();
}
