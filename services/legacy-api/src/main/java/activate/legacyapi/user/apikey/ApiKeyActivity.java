package activate.legacyapi.user.apikey;

import activate.legacyapi.stored.ActivityType;

/** What happens to API keys. */
enum ApiKeyActivity implements ActivityType {
    /** A user made an API key. */
    CREATED("apikey.created", "A user made an API key."),
    /** An API key was ended. */
    DELETED("apikey.deleted", "An API key was ended.");

    private final String word;
    private final String description;

    ApiKeyActivity(String word, String description) {
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
