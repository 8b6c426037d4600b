package activate.legacyapi.user.sshkey;

import activate.legacyapi.stored.ActivityType;

/** What happens to SSH public keys. */
enum SshKeyActivity implements ActivityType {
    /** A user added an SSH public key. */
    CREATED("ssh_key.created", "A user added an SSH public key."),
    /** An SSH public key was deleted. */
    DELETED("ssh_key.deleted", "An SSH public key was deleted.");

    private final String word;
    private final String description;

    SshKeyActivity(String word, String description) {
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
