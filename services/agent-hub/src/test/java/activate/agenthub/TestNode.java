package activate.agenthub;

import activate.agenthub.node.Node;
import java.time.Instant;
import java.util.List;

/** Nodes that have just come. */
public final class TestNode {
    private TestNode() {}

    /** A node of {@code clusterId} whose key has its id for a hash. */
    public static Node of(String id, String clusterId, String hostname) {
        return of(id, clusterId, hostname, List.of());
    }

    /** As {@link #of(String, String, String)}, with the keys of its SSH server. */
    public static Node of(String id, String clusterId, String hostname, List<String> hostKeys) {
        return new Node(
                id,
                new Node.Membership(clusterId, "", ""),
                new Node.Identity(id, 0, null),
                new Node.Facts(
                        hostname,
                        "linux",
                        "amd64",
                        null,
                        null,
                        new Node.Ssh(List.of(), Node.Ssh.PORT, hostKeys)),
                Node.Lease.NEVER,
                Node.History.begun("", Instant.EPOCH),
                null);
    }
}
