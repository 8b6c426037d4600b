package activate.legacyapi.identity.caller;

/** What a caller brought. */
public enum CredentialKind {
    /** An API key, as the user name of HTTP Basic. */
    API_KEY("api_key", "apikey"),
    /** The cookie of a browser session. */
    COOKIE("cookie", "user"),
    /** A signed user token. */
    TOKEN("token", "user");

    private final String word;
    private final String actorType;

    CredentialKind(String word, String actorType) {
        this.word = word;
        this.actorType = actorType;
    }

    /** The word for it between services. */
    public String word() {
        return word;
    }

    /** The contract's word for who acts with it. */
    public String actorType() {
        return actorType;
    }
}
