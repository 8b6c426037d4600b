package activate.servicekit.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedMongoTest {
    @Test
    void waitForAConnectionHasTheDeadlineThatIsConfigured() {
        // Given
        MongoConfig config = () -> Duration.ofMillis(1_234);

        // When
        MongoClientSettings settings =
                new BoundedMongo(config).customize(MongoClientSettings.builder()).build();

        // Then
        assertThat(settings.getConnectionPoolSettings().getMaxWaitTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1_234);
    }
}
