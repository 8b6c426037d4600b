package activate.legacyapi.compute.cluster;

import activate.legacyapi.stored.ActivityType;

/** What happens to clusters of every type. */
public enum ClusterActivity implements ActivityType {
    /** A cluster was made. */
    CREATED("cluster.created", "A cluster was made."),
    /** A cluster was changed. */
    UPDATED("cluster.updated", "A cluster was changed."),
    /** Permissions to a cluster were changed. */
    SHARED("cluster.shared", "Permissions to a cluster were changed."),
    /** A cluster was connected. */
    CONNECTED("cluster.connected", "A cluster was connected."),
    /** A cluster was taken out of use by its owner. */
    DISCONNECTED("cluster.disconnected", "A cluster was taken out of use by its owner."),
    /** A cluster was deleted. */
    DELETED("cluster.deleted", "A cluster was deleted.");

    private final String word;
    private final String description;

    ClusterActivity(String word, String description) {
        this.word = word;
        this.description = description;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String description() {
        return description;
    }
}
