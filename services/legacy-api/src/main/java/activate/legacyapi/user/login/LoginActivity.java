package activate.legacyapi.user.login;

import activate.legacyapi.stored.ActivityType;

/** What happens when users sign in and out. */
enum LoginActivity implements ActivityType {
    /** Somebody signed in, or tried to. */
    LOGIN("auth.login", "Somebody signed in, or tried to."),
    /** A browser session was ended. */
    LOGOUT("auth.logout", "A browser session was ended."),
    /** Somebody guesses, and is slowed down. */
    THROTTLED("auth.throttled", "Somebody guesses, and is slowed down.");

    private final String word;
    private final String description;

    LoginActivity(String word, String description) {
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
