package activate.agenthub.cluster;

import activate.backoff.Backoff;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Reads every cluster anew: at the start, as soon as legacy-api answers, and every minute. */
@ApplicationScoped
class ReadClusters {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4));

    private final AccessFeed feed;
    private final BackgroundWork background;

    ReadClusters(AccessFeed feed, BackgroundWork background) {
        this.feed = feed;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(PERIOD, RETRY, "read-clusters", feed::rebuild);
    }
}
