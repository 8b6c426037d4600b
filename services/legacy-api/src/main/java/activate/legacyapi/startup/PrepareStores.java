package activate.legacyapi.startup;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs every {@link Preparation} in order, and again those that failed, until all are done. */
@ApplicationScoped
public class PrepareStores {
    private static final Logger LOG = Logger.getLogger(PrepareStores.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final List<Preparation> preparations;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    PrepareStores(@All List<Preparation> preparations) {
        this.preparations =
                preparations.stream().sorted(Comparator.comparingInt(Preparation::order)).toList();
    }

    void onStart(@Observes StartupEvent event) {
        Thread.ofVirtual().name("prepare-stores").start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /** Whether all that readiness waits for is done. */
    boolean isReady() {
        return preparations.stream()
                .filter(Preparation::isRequired)
                .allMatch(preparation -> done.contains(preparation.name()));
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!pass()) {
            try {
                if (stopping.await(
                        1 + ThreadLocalRandom.current().nextLong(pause), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
        LOG.info("every store is prepared");
    }

    private boolean pass() {
        boolean complete = true;
        for (Preparation preparation : preparations) {
            if (!done.contains(preparation.name())) {
                complete &= attempt(preparation);
            }
        }
        return complete;
    }

    /** Whatever a store throws while it is away, the answer is to try again. */
    @SuppressWarnings("CatchingUnchecked")
    private boolean attempt(Preparation preparation) {
        try {
            preparation.prepare();
            done.add(preparation.name());
            return true;
        } catch (Exception e) {
            LOG.warnf(
                    "not prepared yet, trying again step=%s cause=%s",
                    preparation.name(), e.toString());
            return false;
        }
    }
}
