package activate.agenthub.presence;

import activate.agenthub.HubConfig;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The hub's heart beat: begins a life, renews the lease, and ends the links that dead hubs have
 * left behind. Links are taken only once a life has begun; while the store is away they live on.
 */
@ApplicationScoped
public class PresenceLoop {
    private static final Logger LOG = Logger.getLogger(PresenceLoop.class);

    private final HubLease lease;
    private final Presence presence;
    private final HubConfig config;
    private final BackgroundWork background;
    private volatile Life life = new Life.Unborn();

    /** Lives whose links have to end: kept until it is done, the lease no longer tells of them. */
    private List<HubLease.Ended> pending = List.of();

    /** What the store knows of this process. */
    private sealed interface Life {
        /** Nothing yet: no link is taken. */
        record Unborn() implements Life {}

        /** It has this epoch; links of its life before are still to be ended. */
        record Beginning(long epoch) implements Life {}

        /** Links are taken, and carry this epoch. */
        record Living(long epoch) implements Life {}

        /** Another process has begun a life of the same hub; this one begins another. */
        record Overtaken() implements Life {}
    }

    PresenceLoop(HubLease lease, Presence presence, HubConfig config, BackgroundWork background) {
        this.lease = lease;
        this.presence = presence;
        this.config = config;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(config.leaseRenewal(), "presence", this::beat);
    }

    /** Whether this process is known to the store, so that links can be taken. */
    public boolean hasBegun() {
        return switch (life) {
            case Life.Unborn _, Life.Beginning _ -> false;
            case Life.Living _, Life.Overtaken _ -> true;
        };
    }

    private void beat() {
        switch (life) {
            case Life.Unborn _, Life.Overtaken _ -> begin();
            case Life.Beginning(long epoch) -> renew(epoch);
            case Life.Living(long epoch) -> renew(epoch);
        }
        end(pending);
        pending = List.of();
        if (life instanceof Life.Beginning(long epoch)) {
            life = new Life.Living(epoch);
        }
        end(lease.expired());
    }

    private void begin() {
        HubLease.Begun begun = lease.begin();
        presence.begin(begun.epoch());
        pending = begun.ended();
        life = new Life.Beginning(begun.epoch());
    }

    private void renew(long epoch) {
        if (!lease.renew(epoch)) {
            LOG.errorf("another hub uses this id, restart with another hubId=%s", config.id());
            life = new Life.Overtaken();
        }
    }

    private void end(List<HubLease.Ended> lives) {
        for (HubLease.Ended ended : lives) {
            presence.endLinksOf(ended.hub(), ended.epoch(), ended.lastSeenAt());
        }
    }
}
