package activate.legacyapi.stored;

/** A document would have had a key that another one has. */
public final class DuplicateKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    DuplicateKey(Throwable cause) {
        super("key is taken", cause);
    }
}
