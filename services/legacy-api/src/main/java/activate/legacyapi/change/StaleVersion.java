package activate.legacyapi.change;

/** A document was changed by somebody else again and again while it was to be changed here. */
public final class StaleVersion extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleVersion(String id) {
        super("document changes too often: id=" + id);
    }
}
