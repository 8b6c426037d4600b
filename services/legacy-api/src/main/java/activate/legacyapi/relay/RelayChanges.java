package activate.legacyapi.relay;

import activate.legacyapi.activity.WriteAtOnce;
import activate.legacyapi.change.Announcer;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Tracked;
import activate.legacyapi.change.TrackedCollection;
import activate.legacyapi.platform.Platform;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Carries changes out of their documents. At once after the commit: the activity row before the
 * caller is answered, the messages right after. What fails then (a store or the broker is away, the
 * process died) is still in the document, and {@link SweepOutboxes} carries it out later.
 */
@ApplicationScoped
public class RelayChanges implements Announcer {
    private static final Logger LOG = Logger.getLogger(RelayChanges.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final long LONGEST_RETRY_MILLIS = 5_000;
    private static final int AT_ONCE = 16;

    private final WriteAtOnce log;
    private final BrokerPublisher broker;
    private final Platform platform;
    private final Semaphore publishing = new Semaphore(AT_ONCE);
    private volatile boolean isStopping;

    @Inject
    RelayChanges(WriteAtOnce log, BrokerPublisher broker, Platform platform) {
        this.log = log;
        this.broker = broker;
        this.platform = platform;
    }

    void onStop(@Observes ShutdownEvent event) {
        isStopping = true;
    }

    @Override
    public void committed(TrackedCollection<?> collection, Tracked document) {
        log.inRequest(document.outbox());
        if (publishing.tryAcquire()) {
            Thread.ofVirtual().name("relay-", 0).start(() -> relayOne(collection, document.id()));
        }
    }

    /** Carries out one document that is due; returns whether there was one. */
    boolean relayNext(TrackedCollection<?> collection) {
        return relayLeased(collection, true, "");
    }

    private void relayOne(TrackedCollection<?> collection, String id) {
        try {
            relayLeased(collection, false, id);
        } catch (RuntimeException e) { // The sweep takes over whatever went wrong here.
            LOG.debugf("relay left to the sweep cause=%s", e.toString());
        } finally {
            publishing.release();
        }
    }

    private <T extends Tracked> boolean relayLeased(
            TrackedCollection<T> collection, boolean next, String id) {
        if (isStopping) {
            return false;
        }
        Instant now = platform.now();
        Optional<T> leased =
                next
                        ? collection.leaseNext(now, now.plus(LEASE))
                        : collection.lease(id, now, now.plus(LEASE));
        leased.ifPresent(document -> carryOut(collection, document));
        return leased.isPresent();
    }

    private <T extends Tracked> void carryOut(TrackedCollection<T> collection, T document) {
        try {
            boolean published = publish(document);
            if (log.inRelay(document.outbox())) {
                collection.settle(document);
                return;
            }
            if (published) {
                collection.markPublished(document);
            }
            postpone(collection, document);
        } catch (Exception e) { // Broker, database, interruption: the answer is to try again later.
            postpone(collection, document);
            LOG.warnf(
                    "outbox not carried out yet document=%s cause=%s", document.id(), e.toString());
        }
    }

    private <T extends Tracked> void postpone(TrackedCollection<T> collection, T document) {
        long pause = 1 + ThreadLocalRandom.current().nextLong(LONGEST_RETRY_MILLIS);
        collection.postpone(document.id(), platform.now().plusMillis(pause));
    }

    private boolean publish(Tracked document) {
        boolean published = false;
        for (Change change : document.outbox()) {
            for (Change.Message message : change.messages()) {
                broker.publish(message, CONFIRM_TIMEOUT);
                published = true;
            }
        }
        return published;
    }
}
