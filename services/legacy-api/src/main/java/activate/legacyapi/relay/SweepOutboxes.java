package activate.legacyapi.relay;

import activate.legacyapi.change.TrackedStore;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Looks every second for changes that were committed but not carried out. */
@ApplicationScoped
class SweepOutboxes {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST_A_PASS = 200;

    private final RelayChanges relay;
    private final List<TrackedStore<?>> stores;
    private final BackgroundWork background;

    @Inject
    SweepOutboxes(
            RelayChanges relay, @All List<TrackedStore<?>> stores, BackgroundWork background) {
        this.relay = relay;
        this.stores = stores;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(PERIOD, "sweep-outboxes", () -> stores.forEach(this::sweep));
    }

    private void sweep(TrackedStore<?> store) {
        int carried = 0;
        while (carried < MOST_A_PASS && relay.relayNext(store.tracked())) {
            carried++;
        }
    }
}
