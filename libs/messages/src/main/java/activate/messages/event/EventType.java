package activate.messages.event;

/** Types of messages; each is also the routing key. */
public final class EventType {
    /** Topic exchange of facts. */
    public static final String EXCHANGE = "activate.events";

    /** Exchange that takes what could not be consumed. */
    public static final String DEAD_EXCHANGE = "activate.dead";

    public static final String NODE_ENROLLED = "node.enrolled";
    public static final String NODE_ONLINE = "node.online";
    public static final String NODE_OFFLINE = "node.offline";
    public static final String NODE_REVOKED = "node.revoked";
    public static final String USAGE_INTERVAL = "usage.interval";
    public static final String CLUSTER_CHANGED = "cluster.changed";
    public static final String CLUSTER_DELETED = "cluster.deleted";
    public static final String CREDENTIAL_REVOKED = "credential.revoked";

    private EventType() {}
}
