package activate.cloudcacher.refresh;

import activate.backoff.Backoff;
import activate.cloudcacher.catalog.CatalogStore;
import activate.cloudcacher.provider.AccountsAway;
import activate.cloudcacher.provider.ReadAccounts;
import activate.servicekit.background.BackgroundWork;
import activate.servicekit.background.Repeated;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Refreshes the cache: at start, when nudged, and from time to time. */
@ApplicationScoped
public class RefreshCatalog {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);

    private final ReadAccounts accounts;
    private final CatalogStore store;
    private final RefreshConfig config;
    private final BackgroundWork background;
    private final InstantSource clock = InstantSource.system();
    private volatile @Nullable Repeated step;

    RefreshCatalog(
            ReadAccounts accounts,
            CatalogStore store,
            RefreshConfig config,
            BackgroundWork background) {
        this.accounts = accounts;
        this.store = store;
        this.config = config;
        this.background = background;
    }

    /** Says that accounts have changed. Cheap; many nudges become one refresh. */
    public void nudge() {
        Repeated started = step;
        if (started != null) {
            started.wake();
        }
    }

    void start(@Observes StartupEvent event) {
        step =
                background.every(
                        config.period(),
                        new Backoff(FIRST_RETRY, config.retry()),
                        "refresh-catalog",
                        this::refresh);
    }

    private void refresh() throws AccountsAway {
        store.replace(store.current().with(accounts.all(), clock.instant()));
    }
}
