package activate.internalapi.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the billing schema in the background and says when it can be used. The service starts
 * without its database and becomes ready by itself.
 */
@ApplicationScoped
public class PrepareLedger {

    private static final Logger LOG = Logger.getLogger(PrepareLedger.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Flyway flyway;
    private final CountDownLatch prepared = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread worker;

    public PrepareLedger(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Waits until the schema can be used; false when it cannot by the deadline. */
    public boolean awaitPrepared(Duration deadline) throws InterruptedException {
        return prepared.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isPrepared() {
        return prepared.getCount() == 0;
    }

    void start(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("prepare-ledger").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            int failures = 0;
            while (!migrated(failures)) {
                failures++;
                long cap = Math.min(LONGEST_PAUSE_MILLIS, 200L << Math.min(failures, 8));
                long pause = 1 + ThreadLocalRandom.current().nextLong(cap);
                if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            prepared.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean migrated(int failures) {
        try {
            flyway.migrate();
            LOG.infof("ledger ready attempts=%d", failures + 1);
            return true;
        } catch (RuntimeException e) {
            // Flyway throws its own and the pool's; whichever it is, the next attempt decides.
            if (failures == 0 || failures % 20 == 0) {
                LOG.warnf("ledger not ready attempts=%d cause=%s", failures + 1, e.getMessage());
            }
            return false;
        }
    }
}
