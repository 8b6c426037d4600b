package activate.servicekit.mongo;

import com.mongodb.MongoClientSettings;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** What Quarkus has no key for: a wait for a pooled connection has a deadline, too. */
@ApplicationScoped
public class BoundedMongo implements MongoClientCustomizer {
    private final MongoConfig config;

    BoundedMongo(MongoConfig config) {
        this.config = config;
    }

    @Override
    public MongoClientSettings.Builder customize(MongoClientSettings.Builder settings) {
        return settings.applyToConnectionPoolSettings(
                pool ->
                        pool.maxWaitTime(
                                config.connectionWait().toMillis(), TimeUnit.MILLISECONDS));
    }
}
