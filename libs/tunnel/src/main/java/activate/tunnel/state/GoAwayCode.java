package activate.tunnel.state;

/// Why a whole session goes away. Only these three are ever sent: stock peers treat any other
/// number as fatal.
public enum GoAwayCode {
    NORMAL(0),
    PROTOCOL_ERROR(1),
    INTERNAL_ERROR(2);

    private final int value;

    GoAwayCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }

    /// Numbers that the protocol does not know are read as an internal error of the peer.
    public static GoAwayCode of(int value) {
        return switch (value) {
            case 0 -> NORMAL;
            case 1 -> PROTOCOL_ERROR;
            default -> INTERNAL_ERROR;
        };
    }
}
