package activate.agenthub.node;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Node} of whatever is stored. A member that is not of its kind counts as absent, so
 * that one bad row spoils nothing but itself; where a right hangs on it, it counts against the
 * node.
 */
final class ReadNode {
    private static final int SSH_PORT = 22;
    private static final int LAST_PORT = 65_535;

    /** No Ed25519 key has this form, so that no proof is good for it. */
    private static final String NO_KEY = "not a key";

    private ReadNode() {}

    static Node of(Document stored) {
        Node node = new Node();
        node.id = text(stored, "_id");
        node.clusterId = text(stored, "clusterId");
        node.clusterName = text(stored, "clusterName");
        node.organization = text(stored, "organization");
        node.hostname = text(stored, "hostname");
        node.os = text(stored, "os");
        node.arch = text(stored, "arch");
        node.tokenId = text(stored, "tokenId");
        node.keyHash = text(stored, "keyHash");
        node.keyVersion = number(stored, "keyVersion", 0);
        node.publicKey = publicKey(stored.get("publicKey"));
        node.ipAddresses = texts(stored, "ipAddresses");
        long port = number(stored, "sshPort", SSH_PORT);
        node.sshPort = port < 1 || port > LAST_PORT ? SSH_PORT : (int) port;
        node.sshHostKeys = texts(stored, "sshHostKeys");
        node.agentVersion = textOrNull(stored, "agentVersion");
        node.osRelease = textOrNull(stored, "osRelease");
        Instant registered = instant(stored, "registeredAt");
        node.registeredAt = registered == null ? Instant.EPOCH : registered;
        node.lastHeartbeatAt = instant(stored, "lastHeartbeatAt");
        node.heartbeat = stored.get("heartbeat") instanceof Document said ? said : null;
        node.generation = number(stored, "generation", 0);
        node.hub = textOrNull(stored, "hub");
        node.hubEpoch = number(stored, "hubEpoch", 0);
        node.onlineSince = instant(stored, "onlineSince");
        node.usageFrom = instant(stored, "usageFrom");
        node.contestedAt = instant(stored, "contestedAt");
        // Whatever stands there: somebody meant to revoke it.
        node.revokedAt =
                stored.get("revokedAt") == null || stored.get("revokedAt") instanceof Date
                        ? instant(stored, "revokedAt")
                        : Instant.EPOCH;
        return node;
    }

    private static @Nullable String publicKey(@Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        return stored instanceof String text ? text : NO_KEY;
    }

    private static String text(Document stored, String name) {
        return stored.get(name) instanceof String text ? text : "";
    }

    private static @Nullable String textOrNull(Document stored, String name) {
        return stored.get(name) instanceof String text ? text : null;
    }

    private static List<String> texts(Document stored, String name) {
        return stored.get(name) instanceof List<?> entries
                ? entries.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    private static long number(Document stored, String name, long otherwise) {
        return stored.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    private static @Nullable Instant instant(Document stored, String name) {
        return stored.get(name) instanceof Date date ? date.toInstant() : null;
    }
}
