package activate.servicekit.startup;

import activate.backoff.Backoff;
import activate.servicekit.background.BackgroundWork;
import activate.servicekit.log.LogText;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jboss.logging.Logger;

/** Does every {@link Preparation} in order, and again those that failed, until all are done. */
@ApplicationScoped
public class PrepareService {
    private static final Logger LOG = Logger.getLogger(PrepareService.class);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    private final LifeCycle life;
    private final BackgroundWork background;

    /** Those that are not done; of one thread at a time. */
    private final List<Preparation> open;

    PrepareService(@All List<Preparation> preparations, LifeCycle life, BackgroundWork background) {
        this.life = life;
        this.background = background;
        this.open = new ArrayList<>(preparations);
        this.open.sort(Comparator.comparingInt(Preparation::order));
    }

    void start(@Observes StartupEvent event) {
        background.untilDone(RETRY, "prepare", this::prepare);
    }

    void stop(@Observes ShutdownEvent event) {
        life.become(new LifeState.Stopping());
    }

    /**
     * One pass over what is not done.
     *
     * @throws IllegalStateException when something is still not done
     */
    void prepare() throws InterruptedException {
        List<LifeState.Missing> required = new ArrayList<>();
        List<LifeState.Missing> missing = new ArrayList<>();
        for (Iterator<Preparation> each = open.iterator(); each.hasNext(); ) {
            Preparation preparation = each.next();
            try {
                preparation.prepare();
                each.remove();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) { // Whatever a store throws while it is away, it is tried again.
                var failed = new LifeState.Missing(preparation.name(), LogText.of(e));
                missing.add(failed);
                if (preparation.isRequired()) {
                    required.add(failed);
                }
            }
        }
        LifeState next =
                required.isEmpty() ? new LifeState.Ready() : new LifeState.Preparing(required);
        if (life.become(next) && next instanceof LifeState.Ready) {
            LOG.info("ready");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not prepared yet: " + missing);
        }
    }
}
