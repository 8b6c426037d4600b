package activate.legacyapi.organization.variable;

import activate.legacyapi.stored.ActivityType;

/** What happens to variables. */
enum VariableActivity implements ActivityType {
    /** A variable was made. */
    CREATED("variable.created", "A variable was made."),
    /** A variable was changed. */
    CHANGED("variable.changed", "A variable was changed."),
    /** A variable was deleted. */
    DELETED("variable.deleted", "A variable was deleted.");

    private final String word;
    private final String description;

    VariableActivity(String word, String description) {
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
