package activate.embedded.part;

/**
 * A part cannot work; the message says why and what to do, in words for the person at the terminal.
 */
public final class PartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartFailure(String message) {
        super(message);
    }

    public PartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
