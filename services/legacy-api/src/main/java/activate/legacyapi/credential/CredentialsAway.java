package activate.legacyapi.credential;

/** The credential store did not answer, or is sealed. */
public final class CredentialsAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    CredentialsAway(String what, Throwable cause) {
        super(what, cause);
    }
}
