package activate.agenthub.socket;

/** WebSocket close codes of the tunnel and user sockets; listed in docs/tunnel.md. */
public enum CloseCode {
    NORMAL(1000, "done"),
    GOING_AWAY(1001, "going away"),
    BROKEN_FRAME(1002, "protocol error"),
    NO_UTF8(1007, "text is not UTF-8"),
    POLICY(1008, "too many frames"),
    TOO_BIG(1009, "too big"),
    INTERNAL(1011, "internal error"),
    TRY_LATER(1013, "too much at once"),
    PROTOCOL_ERROR(4400, "protocol error"),
    UNAUTHORIZED(4401, "unauthorized"),
    REVOKED(4403, "revoked"),
    TIMEOUT(4408, "timeout"),
    SUPERSEDED(4409, "superseded"),
    RESET(4410, "reset"),
    HELD(4429, "another agent holds this identity");

    private final short code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    /** The number on the wire. */
    public short code() {
        return code;
    }

    /** The words on the wire. */
    public String reason() {
        return reason;
    }
}
