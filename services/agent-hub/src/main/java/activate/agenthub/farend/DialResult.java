package activate.agenthub.farend;

/** What became of a dial. */
public sealed interface DialResult {
    /** The SSH server accepted the connection. */
    record Connected(FarEnd farEnd) implements DialResult {}

    /**
     * It did not.
     *
     * @param code {@code refused}, {@code timeout}, {@code unreachable}, {@code denied}, {@code
     *     limit}, {@code invalid} or {@code offline}
     * @param message a sentence for people
     */
    record Failed(String code, String message) implements DialResult {}
}
