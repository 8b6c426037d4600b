package activate.agenthub.dial;

import activate.agenthub.caller.Callers;
import activate.agenthub.caller.Presented;
import activate.agenthub.cluster.Clusters;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.caller.Caller;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.NodeNameProblems;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds caller, cluster and node of a request: the named node, else the newest that is online. */
@ApplicationScoped
class ChooseNode {
    private final Strangers strangers;
    private final Callers callers;
    private final Clusters clusters;
    private final NodeStore nodes;

    ChooseNode(Strangers strangers, Callers callers, Clusters clusters, NodeStore nodes) {
        this.strangers = strangers;
        this.callers = callers;
        this.clusters = clusters;
        this.nodes = nodes;
    }

    /** What a request names, its credential included. */
    record Asked(
            Source source, Presented presented, @Nullable String cluster, @Nullable String node) {

        /** Never shows the credential. */
        @Override
        public String toString() {
            return "Asked[cluster=" + cluster + ", node=" + node + "]";
        }
    }

    /**
     * The destination, online or not.
     *
     * @throws Problem 401 and 429 from the check of the credential, 404 and 409 where there is no
     *     such node for the caller
     */
    Destination run(Asked asked) {
        Presented presented = asked.presented();
        Callers.Identified identified =
                strangers.check(
                        asked.source(), presented.hash(), () -> callers.identify(presented));
        Caller caller = identified.caller();
        if (asked.cluster() == null || asked.cluster().isBlank()) {
            throw Problem.invalid("cluster", "cluster is missing (expected: a cluster's name)");
        }
        ClusterAccess cluster = connected(clusters.forLogin(caller, asked.cluster()));
        List<Node> all = nodes.ofClusters(List.of(cluster.clusterId()));
        List<Node> meant = asked.node() == null ? all : meant(all, asked.node());
        return meant.stream()
                .max(Comparator.comparing(Node::isOnline).thenComparing(ChooseNode::since))
                .map(found -> new Destination(caller, cluster, found, identified.ends()))
                .orElseThrow(() -> none(cluster, asked.node()));
    }

    /**
     * The node of this id, else those of this host name: any number that are off, as a node that
     * was enrolled again leaves them, but no two that are online. A command must not run on another
     * node than the one that is meant.
     */
    private static List<Node> meant(List<Node> all, String asked) {
        List<Node> byId = all.stream().filter(node -> node.id().equals(asked)).toList();
        if (!byId.isEmpty()) {
            return byId;
        }
        List<Node> named =
                all.stream().filter(node -> node.facts().hostname().equals(asked)).toList();
        List<String> online = named.stream().filter(Node::isOnline).map(Node::id).toList();
        if (online.size() > 1) {
            throw NodeNameProblems.ambiguous(asked, online);
        }
        return named;
    }

    /**
     * Looks again whether the caller may go there. Who registers a stream first and then looks
     * again misses nothing: what is stored before is seen here, and what is stored later is told to
     * the registered stream.
     *
     * @throws Problem when credential, cluster, right or node were withdrawn meanwhile
     */
    void again(Destination to) {
        callers.requireValid(to.caller());
        ClusterAccess cluster = connected(clusters.again(to.caller(), to.cluster()));
        boolean isThere =
                nodes.find(to.node().id())
                        .filter(node -> !node.isRevoked())
                        .filter(node -> node.membership().clusterId().equals(cluster.clusterId()))
                        .isPresent();
        if (!isThere) {
            throw none(cluster, to.node().facts().hostname());
        }
    }

    private static Problem none(ClusterAccess cluster, @Nullable String node) {
        if (node != null) {
            return Problem.of(
                    ProblemCode.NODE_NOT_FOUND,
                    "The cluster '" + cluster.name() + "' has no node '" + LogText.of(node) + "'.");
        }
        return Problem.of(
                DialProblems.CLUSTER_OFFLINE,
                "The cluster '"
                        + cluster.name()
                        + "' has no node yet. Enrol one with the token of: pw clusters node-token "
                        + cluster.name(),
                Map.of("cluster", cluster.name()));
    }

    private static ClusterAccess connected(ClusterAccess cluster) {
        if (!cluster.disconnected()) {
            return cluster;
        }
        throw Problem.of(
                DialProblems.CLUSTER_OFFLINE,
                "The cluster '"
                        + cluster.name()
                        + "' is disconnected. Its owner, "
                        + cluster.ownerUsername()
                        + ", can connect it: pw clusters connect "
                        + cluster.name(),
                Map.of("cluster", cluster.name(), "reason", "disconnected"));
    }

    private static Instant since(Node node) {
        return node.lease().onlineSince() == null
                ? node.history().registeredAt()
                : node.lease().onlineSince();
    }
}
