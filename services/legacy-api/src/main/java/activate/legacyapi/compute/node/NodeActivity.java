package activate.legacyapi.compute.node;

import activate.legacyapi.stored.ActivityType;

/** What users do with nodes. */
enum NodeActivity implements ActivityType {
    /** A user removed a node from its cluster. */
    DELETED("node.deleted", "A user removed a node from its cluster.");

    private final String word;
    private final String description;

    NodeActivity(String word, String description) {
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
