package activate.legacyapi.identity.account;

import activate.legacyapi.stored.ActivityType;

/** What happens to accounts. */
public enum AccountActivity implements ActivityType {
    /** A user was added to an organization. */
    CREATED("user.created", "A user was added to an organization."),
    /** A user was allowed in again. */
    ENABLED("user.enabled", "A user was allowed in again."),
    /** A user was locked out. */
    DISABLED("user.disabled", "A user was locked out."),
    /** The password of a user was changed. */
    PASSWORD_CHANGED("user.password_changed", "The password of a user was changed.");

    private final String word;
    private final String description;

    AccountActivity(String word, String description) {
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
