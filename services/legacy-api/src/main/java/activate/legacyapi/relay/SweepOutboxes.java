package activate.legacyapi.relay;

import activate.legacyapi.change.TrackedStore;
import com.mongodb.MongoException;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks every second for changes that were committed but not carried out. */
@ApplicationScoped
class SweepOutboxes {
    private static final Logger LOG = Logger.getLogger(SweepOutboxes.class);
    private static final int MOST_A_PASS = 200;

    private final RelayChanges relay;
    private final List<TrackedStore<?>> stores;

    @Inject
    SweepOutboxes(RelayChanges relay, @All List<TrackedStore<?>> stores) {
        this.relay = relay;
        this.stores = stores;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            stores.forEach(this::sweep);
        } catch (MongoException e) {
            LOG.debugf("sweep put off cause=%s", e.toString());
        }
    }

    private void sweep(TrackedStore<?> store) {
        int carried = 0;
        while (carried < MOST_A_PASS && relay.relayNext(store.tracked())) {
            carried++;
        }
    }
}
