package activate.agenthub.presence;

import activate.agenthub.HubConfig;
import activate.servicekit.log.LogText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The hub's heart beat on one virtual thread: begins a life, renews the lease, and ends the links
 * that dead hubs have left behind. Links are taken only once a life has begun.
 */
@ApplicationScoped
public class PresenceLoop {
    private static final Logger LOG = Logger.getLogger(PresenceLoop.class);

    private final HubLease lease;
    private final Presence presence;
    private final HubConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean begun;
    private List<HubLease.Ended> pending = List.of();
    private @Nullable Thread thread;

    PresenceLoop(HubLease lease, Presence presence, HubConfig config) {
        this.lease = lease;
        this.presence = presence;
        this.config = config;
    }

    /** Starts; returns at once, whatever the store does. */
    public void start() {
        thread = Thread.ofVirtual().name("presence").start(this::run);
    }

    /** Whether this life is known to the store, so that links can be taken. */
    public boolean hasBegun() {
        return begun;
    }

    /** Stops renewing. */
    public void stop() {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        long epoch = 0;
        boolean failed = false;
        do {
            try {
                if (epoch == 0) {
                    HubLease.Begun life = lease.begin();
                    epoch = life.epoch();
                    presence.begin(epoch);
                    pending = life.ended();
                } else if (!lease.renew(epoch)) {
                    LOG.errorf(
                            "another hub uses this id, restart with another hubId=%s", config.id());
                    epoch = 0;
                }
                // Kept until it is done: the lease no longer tells when the earlier life ended.
                end(pending);
                pending = List.of();
                begun = begun || epoch != 0;
                end(lease.expired());
                failed = false;
            } catch (RuntimeException e) { // The store is away: links live on without it.
                if (!failed) {
                    LOG.warnf("lease not renewed cause=%s", LogText.of(e));
                }
                failed = true;
            }
        } while (!pause());
    }

    private void end(List<HubLease.Ended> lives) {
        for (HubLease.Ended life : lives) {
            presence.endLinksOf(life.hub(), life.epoch(), life.lastSeenAt());
        }
    }

    private boolean pause() {
        try {
            return stopping.await(config.leaseRenewal().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
