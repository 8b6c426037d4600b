package activate.agenthub.enrol;

import activate.agenthub.cluster.AccessFeed;
import activate.agenthub.cluster.ClusterCopy;
import activate.agenthub.node.RevokeNode;
import activate.servicekit.background.BackgroundWork;
import activate.servicekit.background.Repeated;
import activate.servicekit.log.LogText;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes tokens and nodes of deleted clusters away. That a cluster is deleted is stored before its
 * message is acknowledged; from then on this is owed, whatever fails, and counted until it is done.
 */
@ApplicationScoped
class RevokeClusters {
    private static final Logger LOG = Logger.getLogger(RevokeClusters.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int PAGE = 200;

    private final ClusterCopy clusters;
    private final TokenStore tokens;
    private final RevokeNode revokeNode;
    private final InstantSource clock;
    private final BackgroundWork background;
    private volatile @Nullable Repeated step;
    private volatile int owed;

    RevokeClusters(
            ClusterCopy clusters,
            TokenStore tokens,
            RevokeNode revokeNode,
            InstantSource clock,
            BackgroundWork background,
            MeterRegistry metrics) {
        this.clusters = clusters;
        this.tokens = tokens;
        this.revokeNode = revokeNode;
        this.clock = clock;
        this.background = background;
        metrics.gauge("activate.clusters.revocation.owed", this, RevokeClusters::owed);
    }

    void start(@Observes StartupEvent event) {
        step = background.every(PERIOD, "revoke-clusters", this::run);
    }

    /** A cluster that is gone takes its tokens and nodes with it. */
    void onChange(@Observes AccessFeed.Change change) {
        Repeated started = step;
        if (started != null
                && change instanceof AccessFeed.Change.OfCluster(var cluster)
                && cluster.deleted()) {
            started.wake();
        }
    }

    /** Deleted clusters whose nodes could not be revoked when that was last tried. */
    int owed() {
        return owed;
    }

    /** Does what is owed; fails when something is left, and is then called again soon. */
    private void run() {
        List<ClusterCopy.Deleted> page;
        int failed = 0;
        do {
            page = clusters.notEmptied(PAGE);
            failed = 0;
            for (ClusterCopy.Deleted cluster : page) {
                failed += empty(cluster) ? 0 : 1;
            }
        } while (page.size() == PAGE && failed < PAGE);
        owed = failed;
        if (failed > 0) {
            throw new IllegalStateException(
                    "nodes of deleted clusters are not revoked, clusters=" + failed);
        }
    }

    private boolean empty(ClusterCopy.Deleted cluster) {
        try {
            // Tokens first: whoever registers with one looks again whether it is revoked.
            tokens.revokeAll(cluster.clusterId(), clock.instant());
            revokeNode.runForCluster(cluster.clusterId());
            clusters.markEmptied(cluster);
            return true;
        } catch (RuntimeException e) { // One cluster must not keep the others.
            LOG.warnf(
                    "nodes of a deleted cluster not revoked, tried again clusterId=%s cause=%s",
                    LogText.of(cluster.clusterId()), LogText.of(e));
            return false;
        }
    }
}
