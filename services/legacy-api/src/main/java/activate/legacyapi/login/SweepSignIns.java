package activate.legacyapi.login;

import activate.legacyapi.platform.Platform;
import com.mongodb.MongoException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes sessions and counts whose time is over. */
@ApplicationScoped
class SweepSignIns {
    private static final Logger LOG = Logger.getLogger(SweepSignIns.class);

    private final BrowserSessionStore sessions;
    private final TryCounts counts;
    private final Platform platform;

    @Inject
    SweepSignIns(BrowserSessionStore sessions, TryCounts counts, Platform platform) {
        this.sessions = sessions;
        this.counts = counts;
        this.platform = platform;
    }

    @Scheduled(every = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            Instant now = platform.now();
            sessions.removeExpired(now);
            counts.removeExpired(now);
        } catch (MongoException e) {
            LOG.debugf("sweep put off cause=%s", e.toString());
        }
    }
}
