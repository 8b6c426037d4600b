package activate.ingress.limit;

/** What was decided about a new connection. */
public enum Admission {
    /** Serve it. */
    ADMITTED,
    /** Too many of this address: its first request is answered 429. */
    ADDRESS_FULL,
    /** Too many in all: its first request is answered 503. */
    EDGE_FULL,
    /** Far too many: close without a word. */
    CLOSED
}
