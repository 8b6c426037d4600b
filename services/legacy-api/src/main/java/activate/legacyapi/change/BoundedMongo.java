package activate.legacyapi.change;

import com.mongodb.MongoClientSettings;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** What the settings have no key for: a wait for a pooled connection has a deadline, too. */
@ApplicationScoped
class BoundedMongo implements MongoClientCustomizer {
    private static final long LONGEST_WAIT_SECONDS = 3;

    @Override
    public MongoClientSettings.Builder customize(MongoClientSettings.Builder settings) {
        return settings.applyToConnectionPoolSettings(
                pool -> pool.maxWaitTime(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    }
}
