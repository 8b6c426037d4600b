package activate.ingress.wire;

/**
 * Which of the last streams a client has opened and ended, in constant memory. One event loop only.
 */
final class StreamHistory {

    private static final int KEPT = 256;

    private final int[] opened = new int[KEPT];
    private final boolean[] ended = new boolean[KEPT];
    private int highest;

    /** What headers on a stream mean. */
    enum Meaning {
        /** They open it. */
        OPENS,
        /** They are its trailers, or are too late for a stream that we have reset. */
        CONTINUES,
        /** The client has ended it already. */
        ENDED,
        /** It was passed over when a later one was opened. */
        SKIPPED
    }

    Meaning headers(int stream) {
        if (stream > highest) {
            highest = stream;
            opened[slot(stream)] = stream;
            ended[slot(stream)] = false;
            return Meaning.OPENS;
        }
        if (opened[slot(stream)] == stream) {
            return ended[slot(stream)] ? Meaning.ENDED : Meaning.CONTINUES;
        }
        return stream > highest - 2 * KEPT ? Meaning.SKIPPED : Meaning.CONTINUES;
    }

    void ends(int stream) {
        if (opened[slot(stream)] == stream) {
            ended[slot(stream)] = true;
        }
    }

    int highest() {
        return highest;
    }

    /** Clients use odd numbers only. */
    private static int slot(int stream) {
        return (stream >>> 1) % KEPT;
    }
}
