package activate.testkit.contract;

/**
 * Something by which a service is not exactly the contract. It is a row of {@code
 * docs/api-extensions.md}, or a fault.
 *
 * @param where the operation, as {@code METHOD /path}
 * @param what in the words of the row
 */
record Deviation(Kind kind, String where, String what) {

    /** In which table it has to stand. */
    enum Kind {
        /** What the service offers beside the contract. */
        ADDITION("Additions"),
        /** What the contract has, and the service has not or has otherwise. */
        DIFFERENCE("Differences");

        private final String heading;

        Kind(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    static Deviation addition(String where, String what) {
        return new Deviation(Kind.ADDITION, where, what);
    }

    static Deviation difference(String where, String what) {
        return new Deviation(Kind.DIFFERENCE, where, what);
    }

    /** Whether both say the same, whatever they call the parameters of the path. */
    boolean isSameAs(Deviation other) {
        return kind == other.kind
                && what.equals(other.what)
                && Operation.unnamed(where).equals(Operation.unnamed(other.where));
    }

    /** The row that would make it known. */
    String row() {
        return "| `" + where + "` | " + what + " | … |";
    }
}
