package activate.cloudcacher.refresh;

import activate.cloudcacher.catalog.CatalogStore;
import activate.cloudcacher.provider.AccountsAway;
import activate.cloudcacher.provider.ReadAccounts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One virtual thread that refreshes the cache: at start, when nudged, and from time to time. */
@ApplicationScoped
public class RefreshLoop {

    private static final Logger LOG = Logger.getLogger(RefreshLoop.class);
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final ReadAccounts accounts;
    private final CatalogStore store;
    private final RefreshConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Semaphore nudges = new Semaphore(0);
    private volatile @Nullable Thread worker;

    RefreshLoop(ReadAccounts accounts, CatalogStore store, RefreshConfig config) {
        this.accounts = accounts;
        this.store = store;
        this.config = config;
    }

    /** Says that accounts have changed. Cheap; many nudges become one refresh. */
    public void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    void start(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("refresh").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (true) {
                failures = isRefreshed(failures) ? 0 : failures + 1;
                if (nudges.tryAcquire(pauseMillis(failures), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRefreshed(int failures) {
        try {
            store.replace(store.current().with(accounts.all(), clock.instant()));
            return true;
        } catch (AccountsAway | UncheckedIOException e) {
            if (failures == 0) {
                LOG.warnf("cache not refreshed cause=%s", String.valueOf(e.getCause()));
            }
            return false;
        }
    }

    private long pauseMillis(int failures) {
        if (failures == 0) {
            long period = config.period().toMillis();
            return period / 2 + ThreadLocalRandom.current().nextLong(period / 2 + 1);
        }
        long cap =
                Math.min(config.retry().toMillis(), FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return 1 + ThreadLocalRandom.current().nextLong(cap);
    }
}
