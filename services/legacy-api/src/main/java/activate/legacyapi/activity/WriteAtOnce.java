package activate.legacyapi.activity;

import activate.legacyapi.change.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Writes to the activity log, as long as it answers. Once it did not, each wait for it would be in
 * vain, so it is left alone for a while: by requests longer than by the relay, which is the one
 * that finds out that it is back.
 */
@ApplicationScoped
public class WriteAtOnce {
    private static final Logger LOG = Logger.getLogger(WriteAtOnce.class);
    private static final long REQUESTS_WAIT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long RELAY_WAITS_NANOS = Duration.ofSeconds(3).toNanos();

    private final ActivityLog log;
    private final AtomicLong triedNanos = new AtomicLong();
    private volatile boolean isAway;

    @Inject
    WriteAtOnce(ActivityLog log) {
        this.log = log;
    }

    /** Before a request is answered; returns whether the changes are in the log. */
    public boolean inRequest(List<Change> changes) {
        return write(changes, REQUESTS_WAIT_NANOS);
    }

    /** After it was answered; returns whether the changes are in the log. */
    public boolean inRelay(List<Change> changes) {
        return write(changes, RELAY_WAITS_NANOS);
    }

    private boolean write(List<Change> changes, long pause) {
        if (changes.isEmpty()) {
            return true;
        }
        long now = System.nanoTime();
        long last = triedNanos.get();
        if (isAway && (now - last < pause || !triedNanos.compareAndSet(last, now))) {
            return false;
        }
        try {
            log.write(changes);
            isAway = false;
            return true;
        } catch (SQLException e) {
            triedNanos.set(System.nanoTime());
            isAway = true;
            LOG.warnf("activity log does not answer, left to the relay cause=%s", e.toString());
            return false;
        }
    }
}
