package activate.tunnel.state;

/// Why one stream was torn down; travels in the Length of WindowUpdate|RST.
///
/// Stock peers send 0 and ignore what they receive. Unknown numbers are kept as they are.
public record ResetCode(int value) {
    public static final ResetCode UNSPECIFIED = new ResetCode(0);

    /// The side that wanted the stream no longer does.
    public static final ResetCode CANCELLED = new ResetCode(1);

    /// A limit on streams is reached; opening later may work.
    public static final ResetCode REFUSED = new ResetCode(2);

    /// This session takes no new streams; open it on another one.
    public static final ResetCode GOING_AWAY = new ResetCode(3);

    /// The memory budget has no room for the bytes that arrived.
    public static final ResetCode NO_MEMORY = new ResetCode(4);

    /// Nobody acknowledged or used the stream in time.
    public static final ResetCode TIMEOUT = new ResetCode(5);

    /// The peer broke the rules on this stream.
    public static final ResetCode PROTOCOL_ERROR = new ResetCode(6);

    /// The far end of the stream (for example the SSH server's socket) failed.
    public static final ResetCode FAR_END_FAILED = new ResetCode(7);

    /// The right to this stream was withdrawn.
    public static final ResetCode REVOKED = new ResetCode(8);

    public static final ResetCode INTERNAL_ERROR = new ResetCode(9);

    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "unspecified";
            case 1 -> "cancelled";
            case 2 -> "refused";
            case 3 -> "going_away";
            case 4 -> "no_memory";
            case 5 -> "timeout";
            case 6 -> "protocol_error";
            case 7 -> "far_end_failed";
            case 8 -> "revoked";
            case 9 -> "internal_error";
            default -> "code_" + Integer.toUnsignedString(value);
        };
    }
}
