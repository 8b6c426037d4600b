package activate.agenthub.dial;

import activate.agenthub.HubLimits;
import activate.agenthub.cluster.AccessFeed;
import activate.agenthub.cluster.Clusters;
import activate.agenthub.node.RevokeNode;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.Revocation;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open streams of users on this hub: their number is bounded, and lost rights end them. */
@ApplicationScoped
public class UserStreams {
    private static final String FORBIDDEN = ProblemCode.FORBIDDEN.code();

    private final Set<UserStream> open = ConcurrentHashMap.newKeySet();
    private final HubLimits limits;

    UserStreams(HubLimits limits, MeterRegistry metrics) {
        metrics.gauge("activate.hub.held", Tags.of("what", "streams"), open, Set::size);
        this.limits = limits;
    }

    void checkRoom(Destination destination) {
        String user = destination.caller().userId();
        String node = destination.node().id();
        long ofUser = open.stream().filter(s -> caller(s).userId().equals(user)).count();
        long ofNode = open.stream().filter(s -> s.destination().node().id().equals(node)).count();
        if (open.size() >= limits.streams()
                || ofUser >= limits.streamsPerUser()
                || ofNode >= limits.streamsPerNode()) {
            throw Problem.of(
                    DialProblems.LIMIT, "Too many connections are open; close some and try again.");
        }
    }

    /** Adds the stream if there is room still: others may have come since it was asked for. */
    synchronized boolean tryAdd(UserStream stream) {
        try {
            checkRoom(stream.destination());
        } catch (Problem e) {
            return false;
        }
        return open.add(stream);
    }

    /** How many are open. */
    public int size() {
        return open.size();
    }

    void remove(UserStream stream) {
        open.remove(stream);
    }

    void onChange(@Observes AccessFeed.Change change) {
        switch (change) {
            case AccessFeed.Change.OfCluster(ClusterAccess cluster) ->
                    open.stream()
                            .filter(s -> isOf(s, cluster))
                            .forEach(s -> reconsider(s, cluster));
            case AccessFeed.Change.OfCredential(Revocation revocation) ->
                    open.stream()
                            .filter(s -> revocation.voids(caller(s)))
                            .forEach(s -> s.revoke(FORBIDDEN, "The credential was revoked."));
        }
    }

    /** The node's tunnel is closed elsewhere; a peered stream knows of no tunnel. */
    void onRevoked(@Observes RevokeNode.Revoked revoked) {
        String nodeId = revoked.nodeId();
        open.stream()
                .filter(s -> s.destination().node().id().equals(nodeId))
                .forEach(s -> s.revoke("node_lost", "The node was revoked."));
    }

    private static void reconsider(UserStream stream, ClusterAccess cluster) {
        if (cluster.deleted() || !Clusters.mayLogIn(caller(stream), cluster)) {
            stream.revoke(FORBIDDEN, "The right to this cluster was withdrawn.");
        } else if (cluster.disconnected()) {
            stream.revoke(
                    DialProblems.CLUSTER_OFFLINE.code(),
                    "The cluster '" + cluster.name() + "' was disconnected by its owner.");
        }
    }

    private static boolean isOf(UserStream stream, ClusterAccess cluster) {
        return stream.destination().cluster().clusterId().equals(cluster.clusterId());
    }

    private static Caller caller(UserStream stream) {
        return stream.destination().caller();
    }
}
