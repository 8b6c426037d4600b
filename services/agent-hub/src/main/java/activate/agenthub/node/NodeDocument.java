package activate.agenthub.node;

import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Node} as stored: all its members beside each other, those that are absent left out.
 * {@code outbox} and {@code outboxAt} of the document belong to the relay. When read, a member that
 * is not of its kind counts as absent, so that one bad row spoils nothing but itself; where a right
 * hangs on it, it counts against the node.
 */
public final class NodeDocument {
    /** Version of this shape. */
    private static final int SCHEMA = 1;

    private static final int LAST_PORT = 65_535;

    /** No Ed25519 key has this form, so that no proof is good for it. */
    private static final String NO_KEY = "not a key";

    private NodeDocument() {}

    /** The node of a document. */
    static Node read(Document stored) {
        Members members = new Members(stored);
        return new Node(
                members.text("_id"),
                membership(stored),
                identity(stored),
                facts(stored),
                new Node.Lease(
                        members.number("generation", 0),
                        members.textOrNull("hub"),
                        members.number("hubEpoch", 0),
                        members.momentOrNull("onlineSince"),
                        members.momentOrNull("usageFrom")),
                new Node.History(
                        members.text("tokenId"),
                        members.moment("registeredAt"),
                        members.momentOrNull("lastHeartbeatAt"),
                        members.revokedAt(),
                        members.momentOrNull("contestedAt")),
                stored.get("heartbeat") instanceof Document said ? said : null);
    }

    /** The document of a node that was never linked and has not reported yet. */
    static Document write(Node node) {
        Document stored = new Document("_id", node.id()).append("schemaVersion", SCHEMA);
        stored.putAll(of(node.membership()));
        stored.putAll(of(node.identity()));
        stored.putAll(of(node.facts()));
        return stored.append("tokenId", node.history().tokenId())
                .append("registeredAt", Date.from(node.history().registeredAt()))
                .append("generation", node.lease().generation())
                .append("hubEpoch", node.lease().hubEpoch());
    }

    /** Whose node it is, out of a document that has it among its members. */
    public static Node.Membership membership(Document stored) {
        Members members = new Members(stored);
        return new Node.Membership(
                members.text("clusterId"),
                members.text("clusterName"),
                members.text("organization"));
    }

    /** The members of {@link #membership}. */
    public static Document of(Node.Membership membership) {
        return new Document("clusterId", membership.clusterId())
                .append("clusterName", membership.clusterName())
                .append("organization", membership.organization());
    }

    /** The identity, out of a document that has it among its members. */
    public static Node.Identity identity(Document stored) {
        Members members = new Members(stored);
        return new Node.Identity(
                members.text("keyHash"),
                members.number("keyVersion", 0),
                publicKey(stored.get("publicKey")));
    }

    private static @Nullable String publicKey(@Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        return stored instanceof String text ? text : NO_KEY;
    }

    /** The members of {@link #identity}. */
    public static Document of(Node.Identity identity) {
        Document members =
                new Document("keyHash", identity.keyHash())
                        .append("keyVersion", identity.keyVersion());
        return withOptional(members, "publicKey", identity.publicKey());
    }

    /** What a machine said of itself, out of a document that has it among its members. */
    public static Node.Facts facts(Document stored) {
        Members members = new Members(stored);
        long port = members.number("sshPort", Node.Ssh.PORT);
        return new Node.Facts(
                members.text("hostname"),
                members.text("os"),
                members.text("arch"),
                members.textOrNull("osRelease"),
                members.textOrNull("agentVersion"),
                new Node.Ssh(
                        members.texts("ipAddresses"),
                        port < 1 || port > LAST_PORT ? Node.Ssh.PORT : (int) port,
                        members.texts("sshHostKeys")));
    }

    /** The members of {@link #facts}. */
    public static Document of(Node.Facts facts) {
        Document members =
                new Document("hostname", facts.hostname())
                        .append("os", facts.os())
                        .append("arch", facts.arch())
                        .append("ipAddresses", facts.ssh().addresses())
                        .append("sshPort", facts.ssh().port())
                        .append("sshHostKeys", facts.ssh().hostKeys());
        withOptional(members, "osRelease", facts.osRelease());
        return withOptional(members, "agentVersion", facts.agentVersion());
    }

    private static Document withOptional(Document members, String name, @Nullable Object value) {
        return value == null ? members : members.append(name, value);
    }
}
