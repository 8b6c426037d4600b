package activate.legacyapi.compute.nodetoken;

import activate.legacyapi.stored.ActivityType;

/** What happens to registration tokens. */
enum NodeTokenActivity implements ActivityType {
    /** A registration token was made. */
    CREATED("node_token.created", "A registration token was made."),
    /** A registration token was revoked. */
    REVOKED("node_token.revoked", "A registration token was revoked.");

    private final String word;
    private final String description;

    NodeTokenActivity(String word, String description) {
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
