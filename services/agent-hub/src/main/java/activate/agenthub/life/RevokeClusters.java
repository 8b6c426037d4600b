package activate.agenthub.life;

import activate.agenthub.access.ClusterCopy;
import activate.agenthub.enrol.Enrolment;
import activate.agenthub.node.RevokeNode;
import activate.servicekit.log.LogText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes tokens and nodes of deleted clusters away. That a cluster is deleted is stored before its
 * message is acknowledged; from then on this is owed, whatever fails, and counted until it is done.
 */
@ApplicationScoped
public class RevokeClusters implements Repeated.Step {
    private static final Logger LOG = Logger.getLogger(RevokeClusters.class);
    private static final int PAGE = 200;

    private final ClusterCopy clusters;
    private final Enrolment enrolment;
    private final RevokeNode revokeNode;
    private volatile int owed;

    RevokeClusters(
            ClusterCopy clusters,
            Enrolment enrolment,
            RevokeNode revokeNode,
            MeterRegistry metrics) {
        this.clusters = clusters;
        this.enrolment = enrolment;
        this.revokeNode = revokeNode;
        metrics.gauge("activate.clusters.revocation.owed", this, RevokeClusters::owed);
    }

    /** Deleted clusters whose nodes could not be revoked when that was last tried. */
    public int owed() {
        return owed;
    }

    /** Does what is owed; fails when something is left, and is then called again soon. */
    @Override
    public void run() {
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
            enrolment.revokeAll(cluster.clusterId());
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
