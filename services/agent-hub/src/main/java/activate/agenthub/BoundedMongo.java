package activate.agenthub;

import com.mongodb.MongoClientSettings;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** What Quarkus has no setting for: a wait for a pooled connection has a deadline, too. */
@ApplicationScoped
class BoundedMongo implements MongoClientCustomizer {
    private final HubLimits limits;

    BoundedMongo(HubLimits limits) {
        this.limits = limits;
    }

    @Override
    public MongoClientSettings.Builder customize(MongoClientSettings.Builder settings) {
        return settings.applyToConnectionPoolSettings(
                pool -> pool.maxWaitTime(limits.mongodbWait().toMillis(), TimeUnit.MILLISECONDS));
    }
}
